/** Words that the report uses and what they mean in it. */
export const DEFINITIONS = [
  { term: 'Filtering', meaning: 'Blocks what must not be reached. It does not watch what people do.' },
  { term: 'Monitoring', meaning: 'Watches what is typed and shown, and tells a person. It does not block.' },
  { term: 'Request', meaning: 'One line of the filter’s log. Opening one page makes many requests.' },
  { term: 'Visit', meaning: 'All requests of one person to one site within five minutes.' },
  {
    term: 'Capture',
    meaning:
      'One record of the monitoring product: a phrase that was typed or shown. It is a signal and not yet a fact.',
  },
  { term: 'Episode', meaning: 'Captures of one account and one category, each within five minutes of the one before.' },
  { term: 'Severity', meaning: 'What the product’s library gives a phrase before anybody has looked, 1 to 5.' },
  { term: 'Grade', meaning: 'What a person gave a capture after looking, 1 (no concern) to 5 (urgent).' },
  {
    term: 'Support matter',
    meaning: 'A sign that somebody may need help, such as self-harm. Never counted as misuse.',
  },
  {
    term: 'Incident',
    meaning: 'An event that a person decided was one, and wrote down. No number of captures makes an incident.',
  },
  {
    term: 'Step',
    meaning:
      'What the policy lays down for misuse on purpose. Suggested by counting such incidents; never for a support matter.',
  },
  {
    term: 'May fall under',
    meaning: 'The tool lays an event beside a rule by topic and role. Whether the rule was broken, a person decides.',
  },
  {
    term: 'Person',
    meaning:
      'Somebody on the school’s list, or an account on no list. A class’s shared account counts as one, and so does everything without an account.',
  },
];

/** What it means that something could not be matched or mapped. */
export const UNKNOWN_NOTES: Readonly<Record<string, string>> = {
  'requests-unattributed':
    'Counted in every total, but in no group of people: no account in the log, or one that nobody owns.',
  'captures-unattributed': 'Counted in every total, but in no group of people.',
  'requests-unmapped':
    'The filter gave a category that the tool does not know; no topic and no rule is laid beside it.',
  'captures-unmapped':
    'The product gave a category that the tool does not know; no topic and no rule is laid beside it.',
  'requests-no-category': 'This log never says what a site is about; blocked requests in it have no topic.',
  'requests-unknown-action':
    'For example a demand to log on, or a request without an answer: neither allowed nor blocked.',
  'lines-rejected': 'Broken lines of the exports. Each is listed by file and line in the safeguarding lead’s edition.',
  'files-dates-unproven': 'Every date in them could be read with the month first as well.',
};
