/**
 * How a channel writes its text. Whatever a foreign text holds, it stays text there: no style, no mention, no link
 * behind other words.
 */
export type Markup = {
  /** The longest message, in UTF-16 units, which are never fewer than the characters that the channel counts. */
  readonly most: number;
  /** Foreign text within a line, such as a title: no link in it works. */
  words(foreign: string): string;
  /** A whole line of foreign text: a bullet at its beginning stays one. */
  line(foreign: string): string;
  /** A web address so that it can be clicked. */
  link(href: string): string;
  /** The same where the template has written its own brackets around it: `<{url}>`. */
  address(href: string): string;
  /** What is posted where the configuration has no template. */
  readonly template: string;
  /** The same for a post that links to another one. */
  readonly linking: string;
};
