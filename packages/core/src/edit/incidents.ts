/** What people decided was an incident, for whoever may read about the person concerned; and how many count for the ladder. */
import type { DslEdition } from '../edition/index.js';
import type { ReviewedIncident } from '../find/review.js';
import { decisionWords } from './decision-words.js';
import { type Desk, groupWords, isOwn, topicTitle, whoIs } from './desk.js';

function editIncident(desk: Desk, incident: ReviewedIncident): DslEdition['incidents'][number] {
  return {
    id: incident.id,
    day: incident.day,
    name: whoIs(desk, incident),
    group: groupWords(desk, incident),
    topic: topicTitle(desk, incident.topic),
    nature: desk.taxonomy.topics.get(incident.topic)?.nature ?? 'unmapped',
    outcome: decisionWords(incident.outcome),
    onPurpose: incident.onPurpose,
    stepTaken: incident.step,
    decidedOn: incident.decidedOn,
    decidedBy: decisionWords(incident.decidedBy),
  };
}

export const incidentsOf = (desk: Desk): DslEdition['incidents'] =>
  desk.review.incidents
    .filter((incident) => isOwn(desk, incident, incident.topic))
    .map((incident) => editIncident(desk, incident));

/** Only those that this reader may know of: a step must not tell of a matter that went to somebody else. */
export const countedIncidentsOf = (desk: Desk, personId: number | null): number =>
  desk.review.countedIncidents.filter(
    (incident) =>
      incident.personId === personId && isOwn(desk, { ...incident, accountId: null, shared: false }, incident.topic),
  ).length;
