import { at, fieldsAt, itemsAt, someString, strings, text, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import type { Alertmanager } from './alertmanagers.ts';

/** What Alertmanager does with a file in which one thing is wrong. */
export const REFUSED = 'Alertmanager refuses the configuration: it keeps the old one, or does not start, and nobody is told of any alert.';

/** Lists and maps in their places, and no variables, which nobody fills in. */
export function* formFaults({ routes, receivers, shape }: Alertmanager, world: World): Iterable<Issue> {
  for (const { path, fields } of routes) {
    for (const [key, list] of [
      ['match', false],
      ['match_re', false],
      ['matchers', true],
      ['group_by', true],
      ['routes', true],
    ] as const) {
      const value = at(fields, key);
      if (value === undefined || value === null || Array.isArray(value) === list) continue;
      yield {
        path,
        message: `${key} of a route is ${Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a map' : 'a text'}, and must be ${list ? 'a list' : 'a map'}`,
        why: REFUSED,
        fix: key === 'match' ? 'Write matchers: [name = "value"].' : `Write ${key} as ${list ? 'a list' : 'a map'}.`,
      };
    }
  }
  yield* groups(routes);
  yield* nights(shape);
  // What a step of its own fills in before the start is no variable any more.
  const filled = world.once('texts are filled in', () =>
    world.podTemplates().some(({ spec }) => someString(spec, (text) => text.includes('envsubst'))),
  );
  for (const { path, key, value } of filled
    ? []
    : [
        ...strings(fieldsAt(shape.content, 'global'), 'global'),
        ...strings(
          receivers.map(({ fields }) => fields),
          'receivers',
        ),
      ]) {
    const variable = /\$\{[A-Z][A-Z0-9_]*\}|^\$[A-Z][A-Z0-9_]*$/.exec(value)?.[0];
    if (variable === undefined) continue;
    yield {
      path: shape.path,
      severity: 'error',
      message: `${key} is ${variable}, and Alertmanager fills in no variables (${path})`,
      why: 'It takes the text as it stands: a URL is refused at the start, a key at the first alert.',
      fix: `Mount the Secret and name its file${key.endsWith('url') || /key$|token$|password$/.test(key) ? ` (${key}_file)` : ''}.`,
    };
  }
}

/** Labels by which a route groups: each is one name. */
function* groups(routes: Alertmanager['routes']): Iterable<Issue> {
  for (const { path, fields } of routes) {
    for (const each of itemsAt(fields, 'group_by')) {
      const label = text(each) ?? '';
      if (label === '...' || /^[A-Za-z_]\w*$/.test(label) || /[{$]/.test(label)) continue;
      yield {
        path,
        severity: 'error',
        message: `group_by has "${label}", which is no name of a label`,
        why: REFUSED,
        fix: label.includes(',') ? `Write ${label.split(/\s*,\s*/).join(' and ')} as entries of their own.` : 'Name a label.',
      };
    }
  }
}

/** Times of a day that end before they begin: a night is two of them. */
function* nights({ content, path }: Alertmanager['shape']): Iterable<Issue> {
  for (const list of ['time_intervals', 'mute_time_intervals']) {
    for (const named of itemsAt(content, list)) {
      for (const each of itemsAt(named, 'time_intervals')) {
        for (const times of itemsAt(each, 'times')) {
          const [start, end] = [textAt(times, 'start_time') ?? '', textAt(times, 'end_time') ?? ''];
          if (!/^\d\d:\d\d$/.test(start) || !/^\d\d:\d\d$/.test(end) || start < end) continue;
          yield {
            path,
            severity: 'error',
            message: `the time of "${textAt(named, 'name') ?? ''}" begins at ${start} and ends at ${end}`,
            why: `"start time cannot be equal or greater than end time": ${REFUSED.charAt(0).toLowerCase()}${REFUSED.slice(1)}`,
            fix: `Write two times, ${start} to 24:00 and 00:00 to ${end}.`,
          };
        }
      }
    }
  }
}
