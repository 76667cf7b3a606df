// What the door's bench prints.
import { median, sayIfBusy, table } from "./figures.mjs";

/** Aim: at least this part of what bare Probot takes. */
const AIM = 0.8;

const SHAPES = { one: "one release", many: "many releases", none: "no release" };

const rate = (values) => String(Math.round(median(values)));
const ms = (values) => `${median(values).toFixed(1)} ms`;

export function printDoor({ contenders, connections, rounds, results, floor }) {
  const of = (name) => results.filter((result) => result.name === name);
  const figuresOf = (name, shape, at) =>
    of(name).map(({ figures }) => figures.find((one) => one.shape === shape && one.connections === at));

  function rowOf(name, shape, at) {
    const all = figuresOf(name, shape, at);
    const probot = figuresOf("bare Probot", "many", at);
    // Round by round, because what else the machine does changes between the rounds.
    const ratio = median(all.map(({ perSecond }, round) => perSecond / probot[round].perSecond));
    const { isApp } = contenders[name];
    return {
      missed: isApp && ratio < AIM,
      cells: [
        isApp ? `${name}, ${SHAPES[shape]}` : name,
        rate(all.map(({ perSecond }) => perSecond)),
        ratio.toFixed(2),
        ms(all.map(({ p50 }) => p50)),
        ms(all.map(({ p99 }) => p99)),
        `${rate(all.map(({ cpu }) => cpu))} µs`,
      ],
    };
  }

  let missed = 0;
  for (const at of connections) {
    const rows = Object.entries(contenders).flatMap(([name, { shapes }]) =>
      shapes.map((shape) => rowOf(name, shape, at)),
    );
    missed += rows.filter((row) => row.missed).length;
    table(`webhooks accepted durably, ${at} at a time, median of ${rounds} rounds:`, [
      ["", "a second", "of Probot", "p50", "p99", "CPU each"],
      ...rows.map(({ cells }) => cells),
      ["HMAC, parse alone", rate(floor), "", "", "", ""],
    ]);
  }
  table("first webhook:", [
    ["", "answered after the start in", "of which by the door"],
    ...Object.keys(contenders).map((name) => [
      name,
      `${(median(of(name).map(({ firstAt }) => firstAt)) / 1000).toFixed(2)} s`,
      ms(of(name).map(({ first }) => first)),
    ]),
  ]);
  console.log(
    missed === 0
      ? `at least ${AIM} of bare Probot everywhere, as aimed`
      : `${missed} figures are below the aim of ${AIM} of bare Probot`,
  );
  sayIfBusy();
}
