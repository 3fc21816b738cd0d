/** The title of each table, what heads its rows, and what a reader must know beside it. */

interface TableText {
  readonly title: string;
  readonly rowHeading: string;
  readonly note: string | null;
}

export const LEFT_OUT =
  'What may be about the headteacher, a safeguarding lead or a governor is not counted here: only those to whom it goes are told.';

export const TABLE_TEXTS = {
  capturesByTopic: {
    title: 'Captures by topic and severity',
    rowHeading: 'Topic',
    note: 'Severity is what the monitoring product’s library gives a phrase before anybody has looked: 1 low, 5 high.',
  },
  capturesByStage: { title: 'Captures by topic and group', rowHeading: 'Topic', note: null },
  capturesByPhase: { title: 'Captures by topic and phase', rowHeading: 'Topic', note: null },
  peopleByTopic: {
    title: 'People by topic and severity',
    rowHeading: 'Topic',
    note: 'How many different people the captures above are about. One person may stand in several cells, so nothing here adds up.',
  },
  capturesByGrade: {
    title: 'Captures by the grade that a person gave',
    rowHeading: 'Grade',
    note: 'A grade is a person’s judgement after looking. It is kept apart from the library’s severity.',
  },
  capturesByMonth: {
    title: 'Captures and episodes by month',
    rowHeading: 'Month',
    note: 'An episode is captures of one account and one category, each within five minutes of the one before.',
  },
  capturesBySession: { title: 'Captures by time of day', rowHeading: 'Session', note: null },
  supportMatters: {
    title: 'Captures in matters of support',
    rowHeading: 'Topic',
    note: 'These are signs that somebody may need help. They are never counted as misuse.',
  },
  requestsByMonth: { title: 'Requests by month', rowHeading: 'Month', note: null },
  requestsByStage: { title: 'Requests by group', rowHeading: 'Group', note: null },
  requestsByPhase: { title: 'Requests by phase', rowHeading: 'Group', note: null },
  requestsBySession: { title: 'Requests by time of day', rowHeading: 'Session', note: null },
  requestsByTopic: {
    title: 'Requests by topic',
    rowHeading: 'Topic',
    note: 'Requests are lines of the filter’s log. One page makes many of them, so they count traffic and not intentions.',
  },
  capturesByClause: {
    title: 'Captures by the rule they may fall under',
    rowHeading: 'Rule',
    note: 'A suggestion made from topic and role; a person decides. One capture may fall under several rules, so the rows do not add up.',
  },
  blockedByClause: {
    title: 'Blocked requests by the rule they may fall under',
    rowHeading: 'Rule',
    note: 'A suggestion made from topic and role; a person decides. One request may fall under several rules, so the rows do not add up.',
  },
  coverageByMonth: { title: 'School days with data', rowHeading: 'Month', note: null },
  capturesByMethod: { title: 'How we know whose the captures are', rowHeading: 'Known by', note: null },
  requestsByMethod: { title: 'How we know whose the requests are', rowHeading: 'Known by', note: null },
  seriousCaptures: {
    title: 'Captures to look at, and whether a person decided',
    rowHeading: 'About',
    note: `To look at: conduct from grade or severity 4, support from 3. A decision on one capture holds for its whole episode. ${LEFT_OUT}`,
  },
  decisionsByOutcome: {
    title: 'Decisions by outcome',
    rowHeading: 'Outcome',
    note: `An episode or a request is decided once: the latest decision holds. ${LEFT_OUT}`,
  },
  conductIncidents: { title: 'Incidents of conduct by topic and group', rowHeading: 'Topic', note: LEFT_OUT },
  supportIncidents: {
    title: 'Incidents of support by topic and group',
    rowHeading: 'Topic',
    note: `None of these is misuse, and no step follows from any of them. ${LEFT_OUT}`,
  },
  reportsByKind: { title: 'Reports of concern by kind and answer', rowHeading: 'What was reported', note: LEFT_OUT },
  acceptance: {
    title: 'People who have signed an agreement',
    rowHeading: 'Agreement',
    note: 'People on the school’s lists on the last day of the period, and those who had signed by then. One person may be asked for several agreements.',
  },
} as const satisfies Record<string, TableText>;
export type TableId = keyof typeof TABLE_TEXTS;
