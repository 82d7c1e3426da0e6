import { fields, fieldsAt, itemsAt, text, type Fields } from '../read.ts';

/** Conditions of one entry of `http[].match`; all of them must hold. */
type Match = Fields;

/** The matches of a route, one of which must hold; a route without matches takes everything. */
export function matchesOf(route: unknown): readonly Match[] {
  const listed = itemsAt(route, 'match').map(fields);
  return listed.length === 0 ? [{}] : listed;
}

/** Whether every request that `later` takes is taken by `earlier` already. */
export function covers(earlier: Match, later: Match): boolean {
  return Object.entries(earlier).every(([name, condition]) => {
    switch (name) {
      case 'name':
      case 'statPrefix':
        return true;
      case 'uri':
        return coversText(condition, later['uri'], later['ignoreUriCase'] === true && earlier['ignoreUriCase'] !== true);
      case 'ignoreUriCase':
        return true;
      case 'scheme':
      case 'method':
      case 'authority':
        return coversText(condition, later[name], false);
      case 'headers':
      case 'queryParams':
        return Object.entries(fields(condition)).every(([key, each]) => {
          const other = fieldsAt(later, name)[key];
          // An empty condition asks only that the header is there.
          return other !== undefined && (Object.keys(fields(each)).length === 0 || coversText(each, other, false));
        });
      case 'sourceLabels':
        return Object.entries(fields(condition)).every(([key, value]) => fieldsAt(later, name)[key] === value);
      case 'gateways': {
        const own = itemsAt(later, 'gateways').map(text);
        const taken = itemsAt(earlier, 'gateways').map(text);
        return taken.length === 0 || (own.length > 0 && own.every((each) => taken.includes(each)));
      }
      default:
        return JSON.stringify(condition) === JSON.stringify(later[name]);
    }
  });
}

/** Whether a text that fits `later` always fits `earlier`. */
function coversText(earlier: unknown, later: unknown, laterIgnoresCase: boolean): boolean {
  const a = fields(earlier);
  const b = fields(later);
  if (Object.keys(a).length === 0) return true;
  const prefix = text(a['prefix']);
  if (prefix === '/' || prefix === '' || a['regex'] === '.*' || a['regex'] === '/.*') return true;
  if (laterIgnoresCase) return false;
  const start = text(b['prefix']) ?? text(b['exact']) ?? headOf(text(b['regex']));
  if (prefix !== undefined) return start?.startsWith(prefix) === true;
  if (a['exact'] !== undefined) return a['exact'] === b['exact'];
  return a['regex'] !== undefined && a['regex'] === b['regex'];
}

/** What every text begins with that a regular expression fits; an expression of Istio fits the whole text. */
function headOf(regex: string | undefined): string | undefined {
  // Of two alternatives nobody knows which one fits.
  if (regex === undefined || regex.includes('|')) return undefined;
  const [head = ''] = /^(?:[\w/@%~:,;=&!#-]|\\[./-])*/.exec(regex.replace(/^\^/, '')) ?? [];
  const rest = regex.replace(/^\^/, '').slice(head.length);
  // The last letter may be missing, or be there several times.
  const sure = /^[*?{]/.test(rest) ? head.replace(/\\?.$/, '') : head;
  return sure.replaceAll('\\', '');
}
