import { FIRST_V1, istioMinor } from '../../mesh/version.ts';
import { defineRule } from '../../rule.ts';
import { deprecatedApi, removedApi } from '../../schema/api-versions.ts';
import { knownKind } from '../../schema/kinds.ts';
import { perKind } from '../../schema/per-kind.ts';
import { minorOf } from '../../schema/problems.ts';

export const apiDeprecated = defineRule({
  id: 'api-deprecated',
  severity: 'info',
  kinds: 'all',
  asks: 'Objects are written in a version of their API that has a future.',
  source: 'https://kubernetes.io/docs/reference/using-api/deprecation-policy/',
  check: perKind('api-deprecated', function* (apiVersion, kind, world) {
    if (removedApi(apiVersion, kind, minorOf(world.facts.kubernetes)) !== undefined) return;
    const why = 'It works until the upgrade that removes it, and then the sync fails.';
    const old = deprecatedApi(apiVersion, kind);
    // Of two versions, one that the mesh of the tree does not serve yet is none to move to.
    if (old !== undefined && apiVersion.includes('.istio.io/') && (istioMinor(world) ?? FIRST_V1) < FIRST_V1) return;
    if (old !== undefined) {
      yield { path: 'apiVersion', message: `${kind} of ${apiVersion} is superseded since ${old.since}`, why, fix: `Write ${old.use}.` };
      return;
    }
    const known = knownKind(world, apiVersion, kind);
    if (known?.about.deprecated !== true || known.about.unserved === true) return;
    yield {
      path: 'apiVersion',
      message: `${kind} of ${apiVersion} is deprecated by ${known.releases.join(' and ')}`,
      why,
      fix: 'Write a newer version of the API.',
    };
  }),
});
