/**
 * Everything that a reader of a review's editions may lay side by side: figures as variables, and what is known to hold
 * between them. A relation is a sum of figures, with signs, that is zero or at most zero.
 */
export interface Variable {
  readonly id: string;
  readonly value: number;
  /** Stands in an edition: as its number, or as `c`. Otherwise it is only what a reader could work out. */
  readonly isPrinted: boolean;
  /** Printed by an edition that has been issued: it can no longer be withheld. */
  readonly isIssued: boolean;
  /** Rests on a few people, or one person is more than half of it. */
  readonly isSensitive: boolean;
}

export interface Term {
  readonly variable: number;
  readonly sign: number;
}

export interface Relation {
  readonly terms: readonly Term[];
  readonly isEqual: boolean;
}

export interface System {
  readonly variables: readonly Variable[];
  readonly relations: readonly Relation[];
}

/** The least that a reader must take for possible: zeros are printed as zero, so what is withheld is at least one. */
export const leastOf = (variable: Variable): number => (variable.isPrinted ? 1 : 0);

/** Where relations between figures are told, by the ids of figures. */
export interface Relating {
  has(id: string): boolean;
  /** All of `parts` together are `whole`. */
  equal(parts: readonly string[], whole: readonly string[]): boolean;
  /** All of `parts` together are at most `whole`. */
  atMost(parts: readonly string[], whole: readonly string[]): boolean;
}

/** Collects a system by the ids of figures. A relation that the figures do not fulfil is nothing that a reader knows. */
export class SystemBuilder implements Relating {
  readonly #places = new Map<string, number>();
  readonly #variables: Variable[] = [];
  readonly #relations: Relation[] = [];
  readonly #seen = new Set<string>();

  has(id: string): boolean {
    return this.#places.has(id);
  }

  variable(id: string): Variable | undefined {
    return this.#variables[this.#places.get(id) ?? -1];
  }

  /** The same figure may stand in several places: it is printed if one of them prints it. */
  add(variable: Omit<Variable, 'isIssued'> & { readonly isIssued?: boolean }): void {
    const place = this.#places.get(variable.id);
    const known = place === undefined ? undefined : this.#variables[place];
    if (place === undefined || known === undefined) {
      this.#places.set(variable.id, this.#variables.length);
      this.#variables.push({ isIssued: false, ...variable });
      return;
    }
    this.#variables[place] = {
      ...known,
      isPrinted: known.isPrinted || variable.isPrinted,
      isSensitive: known.isSensitive || variable.isSensitive,
    };
  }

  equal(parts: readonly string[], whole: readonly string[]): boolean {
    return this.#relate(parts, whole, true);
  }

  atMost(parts: readonly string[], whole: readonly string[]): boolean {
    return this.#relate(parts, whole, false);
  }

  /** The same figures in another edition: their ids have a mark before them. */
  marked(mark: string): Relating {
    const all = (ids: readonly string[]) => ids.map((id) => mark + id);
    return {
      has: (id) => this.has(mark + id),
      equal: (parts, whole) => this.equal(all(parts), all(whole)),
      atMost: (parts, whole) => this.atMost(all(parts), all(whole)),
    };
  }

  #relate(parts: readonly string[], whole: readonly string[], isEqual: boolean): boolean {
    if ([...parts, ...whole].some((id) => !this.has(id))) return false;
    const signs = new Map<number, number>();
    const put = (id: string, sign: number) => {
      const variable = this.#places.get(id) ?? 0;
      signs.set(variable, (signs.get(variable) ?? 0) + sign);
    };
    for (const id of parts) put(id, 1);
    for (const id of whole) put(id, -1);
    const terms = [...signs].filter(([, sign]) => sign !== 0).map(([variable, sign]) => ({ variable, sign }));
    const sum = terms.reduce((total, term) => total + term.sign * (this.#variables[term.variable]?.value ?? 0), 0);
    if (isEqual ? sum !== 0 : sum > 0) return false;
    const key = JSON.stringify([isEqual, terms.map((term) => [term.variable, term.sign]).toSorted()]);
    if (terms.length > 0 && !this.#seen.has(key)) this.#relations.push({ terms, isEqual });
    this.#seen.add(key);
    return true;
  }

  /**
   * Another edition's figure that counts the very same events: one variable. What it told is known, and what it withheld
   * must stay so.
   */
  same(id: string, name: string, isTold: boolean): void {
    const place = this.#places.get(name);
    const known = place === undefined ? undefined : this.#variables[place];
    if (place === undefined || known === undefined) return;
    this.#places.set(id, place);
    this.#variables[place] = isTold
      ? { ...known, isPrinted: true, isIssued: true, isSensitive: false }
      : { ...known, isPrinted: true, isSensitive: true };
  }

  get names(): readonly string[] {
    return [...this.#places.keys()];
  }

  system(): System {
    return { variables: this.#variables, relations: this.#relations };
  }
}
