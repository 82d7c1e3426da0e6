import { nearest } from '../../../values/nearest.ts';
import { DOCUMENT } from '../../document.ts';
import { defineRule } from '../../rule.ts';
import { deprecatedApi, removedApi } from '../../schema/api-versions.ts';
import { knownGroups } from '../../schema/data.ts';
import { kindsOfGroup, knownKind, knownVersions } from '../../schema/kinds.ts';
import { perKind } from '../../schema/per-kind.ts';

/** Answered or asked, never stored, or a file of kubectl's own: no schema is kept of them. */
const NOT_STORED = /^(Config|List|.*List|.*Review|Status|Binding|Eviction|Scale|DeleteOptions|TokenRequest)$/;

/** Groups of custom resources all of whose versions, of the kinds known here, are known: of others a release may have more. */
const COMPLETE = new Set(['argoproj.io', 'cert-manager.io', 'networking.istio.io', 'security.istio.io']);

export const apiExists = defineRule({
  id: 'api-exists',
  severity: 'error',
  kinds: 'all',
  asks: 'The kind of every object exists in the API group and version that it names.',
  source: 'https://kubernetes.io/docs/reference/using-api/#api-groups',
  check: perKind('api-exists', function* (apiVersion, kind, world) {
    if (apiVersion.startsWith(DOCUMENT) || NOT_STORED.test(kind)) return;
    const slash = apiVersion.indexOf('/');
    const group = apiVersion.slice(0, Math.max(0, slash));
    const file = knownGroups().get(group);
    if (file === undefined || knownKind(world, apiVersion, kind) !== undefined) return;
    if (file !== 'kubernetes.json' && !COMPLETE.has(group)) return;
    if (removedApi(apiVersion, kind, undefined) !== undefined || deprecatedApi(apiVersion, kind) !== undefined) return;

    const why = 'The API server does not know it: the sync fails with "no matches for kind".';
    const severity = file === 'kubernetes.json' ? ('error' as const) : ('warning' as const);
    const versions = knownVersions(world, group, kind);
    if (versions.includes(apiVersion.slice(slash + 1))) return;
    if (versions.length > 0) {
      const written = apiVersion.slice(slash + 1);
      const message = `${kind} has no version ${written} in ${group === '' ? 'the core group' : group}`;
      yield {
        path: 'apiVersion',
        message,
        why,
        severity,
        fix: `Write ${versions.map((each) => (group === '' ? each : `${group}/${each}`)).join(' or ')}.`,
      };
      return;
    }
    const near = nearest(kind, kindsOfGroup(group));
    const home = [...knownGroups().keys()].find((other) => other !== group && kindsOfGroup(other).includes(kind));
    if (near !== undefined) {
      yield { path: 'kind', message: `${apiVersion} has no kind ${kind}`, why, severity, fix: `Did you mean "${near}"?` };
    } else if (home !== undefined) {
      const version = knownVersions(world, home, kind).find((each) => each === 'v1') ?? knownVersions(world, home, kind).at(-1) ?? '';
      const message = `${apiVersion} has no kind ${kind}`;
      yield { path: 'apiVersion', message, why, severity, fix: `Write ${home === '' ? version : `${home}/${version}`}, where it lives.` };
    } else if (file === 'kubernetes.json') {
      yield { path: 'kind', message: `${apiVersion} has no kind ${kind}`, why, severity, fix: 'Correct the kind, or the apiVersion.' };
    }
  }),
});
