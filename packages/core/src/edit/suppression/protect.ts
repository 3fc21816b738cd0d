/**
 * Which figures to withhold, so that none that rests on a few people can be worked out from all that is printed. For each
 * withheld figure two solutions in whole numbers are kept that are further apart than the threshold: that is the proof.
 */
import { neighbour, withholdNeighbours } from './neighbours.js';
import { openProgram, type Program, type Way } from './program.js';
import type { System } from './system.js';
import { canBeWithheld, isSafe, learn, newWork, targetsOf, trueValue, unsafeOf, type Work } from './work.js';

/** How far a solution may be from the truth, in thresholds: keeps the numbers of the program small. */
const MOST_CHANGE_THRESHOLDS = 20;
/** Solutions that push all figures at once, before single ones are looked at. */
const ROUNDS = 30;
/** So few are sooner looked at one by one. */
const FEW = 2;
/** Tries at an answer in whole numbers, and how much the others count in them, before the slow way to one. */
const NUDGES = 6;
const NUDGE = 0.01;

export interface Protection {
  readonly withheld: ReadonlySet<string>;
  /** Figures that nothing this review prints could protect: they can be worked out from editions issued before. */
  readonly exposed: readonly string[];
}

export async function protect(system: System, thresholdPeople: number): Promise<Protection> {
  const work = newWork(system, thresholdPeople);
  if (targetsOf(work).length > 0) {
    withholdNeighbours(work);
    const program = await openProgram(system, thresholdPeople * MOST_CHANGE_THRESHOLDS);
    try {
      for (const variable of work.withheld) program.release(variable);
      settleAll(work, program);
      lookAgain(work, program);
    } finally {
      program.dispose();
    }
  }
  const ids = (variables: Iterable<number>) => [...variables].map((each) => system.variables[each]?.id ?? '');
  return { withheld: new Set(ids(work.withheld)), exposed: ids(work.exposed) };
}

/** The same numbers every time: a review edited twice must withhold the same figures. */
function* signs(seed = 12_345): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state > 1_073_741_824 ? 1 : -1;
  }
}

/** Pushes all figures that are not settled at once, while that settles some: one solution may settle many. */
function pushTogether(work: Work, program: Program): void {
  const sign = signs();
  let fruitless = 0;
  for (let round = 0; round < ROUNDS && fruitless < 2; round++) {
    const unsafe = unsafeOf(work);
    if (unsafe.length <= FEW) return;
    const direction = (): number => (round === 0 ? 1 : round === 1 ? -1 : (sign.next().value ?? 1));
    learn(work, program.push(new Map(unsafe.map((each) => [each, direction()])))?.witness);
    fruitless = unsafeOf(work).length < unsafe.length ? 0 : fruitless + 1;
  }
}

function settleAll(work: Work, program: Program): void {
  for (;;) {
    pushTogether(work, program);
    const [next] = unsafeOf(work);
    if (next === undefined) return;
    if (isSettled(work, program, next)) continue;
    const way = wayOut(work, program, next);
    if (way?.more.length === 0) learn(work, way.witness);
    if (isSafe(work, next)) continue;
    const more = way === null || way.more.length === 0 ? lastResort(work, next) : way.more;
    if (more.length === 0) work.exposed.add(next);
    for (const each of more) {
      work.withheld.add(each);
      program.release(each);
    }
    learn(work, way?.witness);
  }
}

/** What was withheld later for other figures may protect one that nothing could protect at its time. */
function lookAgain(work: Work, program: Program): void {
  for (const each of [...work.exposed])
    if (isSafe(work, each) || isSettled(work, program, each)) work.exposed.delete(each);
}

/** Nudged a little by other figures, the same question often has an answer in whole numbers. */
function isSettledByLuck(work: Work, program: Program, variable: number): boolean {
  const sign = signs(variable);
  const others = targetsOf(work).filter((each) => each !== variable);
  for (let attempt = 0; attempt < NUDGES; attempt++) {
    const weights = new Map(others.map((each) => [each, NUDGE * (sign.next().value ?? 1)]));
    learn(work, program.push(weights.set(variable, attempt % 2 === 0 ? 1 : -1))?.witness);
    if (isSafe(work, variable)) return true;
  }
  return false;
}

function isSettledWhole(work: Work, program: Program, variable: number): boolean {
  for (const weight of [1, -1]) {
    learn(work, program.pushWhole(new Map([[variable, weight]]))?.witness);
    if (isSafe(work, variable)) return true;
  }
  return false;
}

/** Whether what is withheld now is enough; asks in whole numbers only where fractions leave it open. */
function isSettled(work: Work, program: Program, variable: number): boolean {
  let width = 0;
  for (const weight of [1, -1]) {
    const answer = program.push(new Map([[variable, weight]]));
    learn(work, answer?.witness);
    if (isSafe(work, variable)) return true;
    width += answer?.objective ?? 0;
  }
  if (width <= work.thresholdPeople + 1e-6) return false;
  return isSettledByLuck(work, program, variable) || isSettledWhole(work, program, variable);
}

/** The figures to withhold for one that is not safe yet: the cheaper way, up or down. */
function wayOut(work: Work, program: Program, variable: number): Way | null {
  const { ranges, thresholdPeople } = work;
  const costs = (each: number) => (canBeWithheld(work, each) ? 1 + Math.sqrt(trueValue(work.system, each)) : null);
  const up = Math.max(1, (ranges.least[variable] ?? 0) + thresholdPeople + 1);
  const down = Math.min(-1, (ranges.most[variable] ?? 0) - thresholdPeople - 1);
  const price = ({ more }: Way) => more.reduce((sum, each) => sum + (costs(each) ?? 0), 0);
  const ways = [up, down].flatMap((change) => program.free(variable, change, costs) ?? []);
  return ways.toSorted((one, other) => price(one) - price(other))[0] ?? null;
}

/** Where whole numbers fail although fractions would do: one more figure beside those that are withheld. */
function lastResort(work: Work, variable: number): number[] {
  const { relations } = work.system;
  const own = relations.filter(({ terms }) => terms.some((term) => term.variable === variable));
  const next = neighbour(
    work,
    own.flatMap(({ terms }) => terms),
    1,
  );
  return next === undefined ? [] : [next];
}
