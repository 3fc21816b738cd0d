import { z } from 'zod';
import { numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { mostOfOne } from '../find/tables.js';
import { integer } from '../store/database.js';

/** That many of one class at one site on one day are a lesson, not chance. */
const LEAST_PUPILS = 10;

const BLOCKED = `(SELECT * FROM request_event WHERE action = 'blocked' AND topic = 'ordinary' AND session = 'lesson'
  AND role = 'pupil' AND class IS NOT NULL AND site <> '')`;
const LESSONS = `SELECT site, day, class, count(*) AS requests, count(DISTINCT subject) AS people FROM ${BLOCKED}
  GROUP BY site, day, class HAVING people >= ${LEAST_PUPILS}`;

const IN_LESSONS = `(SELECT * FROM ${BLOCKED} SEMI JOIN (${LESSONS}) AS lesson USING (site, day, class))`;

const totals = z.object({ events: integer, requests: integer, people: integer, most: integer });
const row = z.object({ site: z.string(), day: z.string(), class: z.string(), requests: integer, people: integer });

const pupils = (length: number, more: Readonly<Record<string, string>> = {}) =>
  Array.from({ length }, (_, index) => ({
    topic: 'ordinary',
    action: 'blocked',
    session: 'lesson',
    site: 'halves.example',
    class: '4A',
    subject: index * 4,
    ...more,
  }));

export default defineFinding({
  id: 'education-blocked-for-a-class',
  title: 'Ordinary sites blocked for a class at work',
  why: 'When at least ten pupils of one class meet the same block in the lessons of one day, a teacher was most likely kept from teaching as planned.',
  source: 'DfE filtering and monitoring standard: filtering does not get in the way of teaching without good reason',
  action:
    'Ask the teacher about each site that was blocked for a class, allow it if it is fit for the lesson, and write down the decision.',
  owner: 'IT support, with the class teacher',
  confidence: 'likely',
  rank: 50,
  needs: ['request_event'],
  async find(database) {
    const [found] = await database.query(
      totals,
      `SELECT count(DISTINCT (site, day)) AS events, count(*) AS requests, count(DISTINCT subject) AS people, ${mostOfOne(IN_LESSONS)} AS most
       FROM ${IN_LESSONS}`,
    );
    if (found === undefined || found.events === 0) return null;
    const rows = await database.query(
      row,
      `SELECT * REPLACE (day::VARCHAR AS day) FROM (${LESSONS}) ORDER BY people DESC, requests DESC, day, site, class`,
    );
    const { events, requests, people, most } = found;
    return {
      importance: 'medium',
      words:
        'Ordinary sites were blocked for many pupils of one class in lessons of the same day. Sites and days: {events}; blocked requests: {requests}; pupils: {people}.',
      figures: [
        {
          id: 'events',
          label: 'Sites blocked for a class on a day',
          unit: 'events',
          count: events,
          people,
          mostOfOne: 0,
          within: [{ figure: 'requests' }],
        },
        {
          id: 'requests',
          label: 'Blocked requests',
          unit: 'requests',
          count: requests,
          people,
          mostOfOne: most,
          within: [
            { table: 'requestsByTopic', row: 'ordinary', column: 'blocked' },
            { table: 'requestsBySession', row: 'lesson', column: 'blocked' },
            { table: 'requestsByPhase', row: 'pupils', column: 'blocked' },
          ],
        },
        {
          id: 'people',
          label: 'Pupils',
          unit: 'people',
          count: people,
          people,
          mostOfOne: 1,
          within: [{ figure: 'requests' }],
        },
      ],
      evidence: {
        title: 'Sites, days and classes',
        columns: ['Site', 'Day', 'Class', 'Blocked requests', 'Pupils'],
        rows: rows.map((each) => [
          ...[each.site, each.day].map(textCell),
          { kind: 'class', classKey: each.class },
          ...[each.requests, each.people].map(numberCell),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'ten pupils of a class, one of them twice',
      requests: [...pupils(10), ...pupils(1)],
      finds: { events: 1, requests: 11, people: 10 },
    },
    {
      what: 'two classes at one site on one day are one event',
      requests: [
        ...pupils(10),
        ...pupils(10, { class: '4B' }).map((each) => ({ ...each, subject: each.subject + 100 })),
      ],
      finds: { events: 1, requests: 20, people: 20 },
    },
    {
      what: 'nine pupils, and one of another class',
      requests: [...pupils(9), ...pupils(1, { class: '4B' })],
      finds: null,
    },
    {
      what: 'ten in the break, and ten on a topic that is blocked on purpose',
      requests: [...pupils(10, { session: 'break' }), ...pupils(10, { topic: 'games' })],
      finds: null,
    },
  ],
});
