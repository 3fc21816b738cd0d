/** Several nations have a stage that people call KS2: the school's own nation says which one is meant. */
import { loadNation, type NationId } from '../attribute/nations.js';
import { isStage } from '../attribute/stages.js';

const lastWords = (id: string) => id.split('-').at(-1);

/** @returns what a group of a list means in this nation */
export function nationGroup(nation: NationId): (group: string | null) => string | null {
  const stages = loadNation(nation).stages.map(({ id }) => id);
  return (group) => {
    if (group === null || !isStage(group) || stages.includes(group)) return group;
    return stages.find((id) => lastWords(id) === group) ?? group;
  };
}
