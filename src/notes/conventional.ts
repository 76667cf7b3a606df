/** A title that says of what kind a change is. */
export type ConventionalTitle = {
  /** In lower case: `feat`, `fix`. */
  readonly type: string;
  readonly scope?: string;
  readonly breaking: boolean;
  readonly rest: string;
};

const TITLE =
  /^(?<type>[a-z][\w-]{0,30}) ?(?:\((?<scope>[^()]{1,60})\))?(?<breaking>!)?:(?!\/\/) *(?<rest>\S.*)$/is;

/** The parts of `type(scope)!: title`; undefined for any other title. https://www.conventionalcommits.org/en/v1.0.0/ */
export function conventional(title: string): ConventionalTitle | undefined {
  const { type, scope, breaking, rest } = TITLE.exec(title.trim())?.groups ?? {};
  return type === undefined || rest === undefined
    ? undefined
    : {
        type: type.toLowerCase(),
        breaking: breaking !== undefined,
        rest,
        ...(scope === undefined ? {} : { scope: scope.trim() }),
      };
}
