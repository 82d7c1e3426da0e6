import { CONTEXT_NAMES, contextOwner, OWN_FIELDS } from '../../charts/context-owner.ts';
import { exactVersion, isFrom, joinedValues } from '../../charts/joined.ts';
import { knownReleases } from '../../charts/known.ts';
import { handedOn } from '../../charts/pod-parts.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { fields } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const helmContextPlaced = defineRule({
  id: 'helm-context-placed',
  severity: 'warning',
  kinds: HELM_KINDS,
  asks: 'Values of a chart give the security context of the pod what pods have, and that of a container what containers have.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  *check(manifest, world) {
    for (const { chart: named, version, repository, path, values } of helmValuesOf(manifest)) {
      const chart = named ?? (joinedValues(world).get(manifest) ?? []).find((each) => each.path === path)?.chart;
      // Somebody else's chart of that name has values of its own.
      const isKnown = chart !== undefined && isFrom(chart, repository) !== false;
      const releases = isKnown ? knownReleases(chart, exactVersion(version)) : [];
      for (const { path: inner, value } of handedOn(values, CONTEXT_NAMES)) {
        const owner = contextOwner(inner, releases);
        if (owner === undefined || fields(value)['enabled'] === false) continue;
        const other = owner === 'pod' ? 'container' : 'pod';
        const astray = Object.entries(fields(value)).flatMap(([key, each]) =>
          OWN_FIELDS[other].includes(key) && each !== null ? [key] : [],
        );
        if (astray.length === 0) continue;
        const named = astray.join(', ');
        yield {
          path: inner.startsWith('[') ? `${path}${inner}` : `${path}.${inner}`,
          // A chart of one's own may use the name as it likes.
          severity: chart === undefined ? 'info' : 'warning',
          message: `${inner} is the security context of ${owner === 'pod' ? 'the pod' : 'a container'}, and ${named} ${astray.length === 1 ? 'is a field' : 'are fields'} of ${owner === 'pod' ? 'a container' : 'the pod'} alone`,
          why: 'The API server drops fields that it does not know there, and the pods run without them; server-side apply and the diff of Argo CD stop with "field not declared in schema".',
          fix: `Move ${named} to the security context of ${owner === 'pod' ? 'the container' : 'the pod'}, which the chart has under another name.`,
        };
      }
    }
  },
});
