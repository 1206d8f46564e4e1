/** A retention policy as a person says it. */
const UNITS = { ms: 'millisecond', s: 'second', min: 'minute', h: 'hour', d: 'day', mo: 'month', y: 'year' };
const PERIODS = { hourly: 'hour', daily: 'day', weekly: 'week', monthly: 'month', yearly: 'year' };
const SPAN = '(?:\\d+(?:ms|min|mo|[shdy]) ?)+';

const plural = (number, unit) => `${number} ${unit}${number === '1' ? '' : 's'}`;
const each = (period) => (period === 'hourly' ? 'an hour' : `a ${PERIODS[period]}`);
const span = (text) => text.trim().replace(/(\d+)([a-z]+)/g, (all, number, unit) => plural(number, UNITS[unit]));

const FORMS = [
  [`^${SPAN}$`, (all) => span(all)],
  [`^within (${SPAN})$`, (all, text) => `${span(text)} back from the newest`],
  ['^latest (\\d+)', (all, number) => `the latest ${number}`],
  ['^(hourly|daily|weekly|monthly|yearly) (\\d+)(?= per |$)', (all, period, number) => `one ${each(period)} for ${plural(number, PERIODS[period])}`],
  [`^(hourly|daily|weekly|monthly|yearly) (${SPAN})(?= per |$)`, (all, period, text) => `one ${each(period)} for ${span(text)}`],
  ['^tag ', () => 'tagged '],
].map(([form, words]) => [new RegExp(form), words]);

/** Rules of other forms stay as they are written: they are readable, and never wrong. */
function rule(text) {
  const form = FORMS.find(([expression]) => expression.test(text));
  return form ? text.replace(...form) : text;
}

/** "keep 7d, latest 3 per type" as "7 days, the latest 3 per type". */
export function policyWords(text) {
  const [rules, ...settings] = text.replace(/^keep /, '').split('; ');
  const words = rules
    .split(/(, |\(|\)| and )/)
    .map(rule)
    .join('');
  return [words, ...settings].join('; ');
}
