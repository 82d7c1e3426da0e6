import { defineRule } from '../../rule.ts';
import { removedApi } from '../../schema/api-versions.ts';
import { knownKind } from '../../schema/kinds.ts';
import { perKind } from '../../schema/per-kind.ts';
import { minorOf } from '../../schema/problems.ts';
import { servedByChart } from '../../schema/served-by-charts.ts';

export const apiRemoved = defineRule({
  id: 'api-removed',
  severity: 'error',
  kinds: 'all',
  asks: 'Every object is written in a version of its API that the cluster still serves.',
  source: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  check: perKind('api-removed', function* (apiVersion, kind, world) {
    const minor = minorOf(world.facts.kubernetes);
    const removed = removedApi(apiVersion, kind, minor);
    const why = 'The API server does not know the kind in this version: the sync fails with "no matches for kind".';
    const chart = servedByChart(apiVersion, kind, world);
    if (chart === 'served') return;
    if (chart !== undefined) {
      yield {
        path: 'apiVersion',
        message: `${kind} of ${apiVersion} ${chart.says}`,
        why,
        fix: chart.says.startsWith('exists')
          ? 'Upgrade the chart, or write the version that it has.'
          : `Write ${removed?.use ?? 'a newer version'}.`,
      };
      return;
    }
    if (removed !== undefined) {
      const where = removed.minor === undefined ? removed.since : `Kubernetes ${removed.since}`;
      const message = `${kind} of ${apiVersion} is gone since ${where}${minor === undefined ? '' : `, the cluster runs 1.${minor}`}`;
      yield {
        path: 'apiVersion',
        message,
        why,
        fix: `Write ${removed.use}, whose fields may differ.`,
        severity: removed.minor !== undefined ? 'error' : removed.long ? 'warning' : 'info',
      };
      return;
    }
    const known = knownKind(world, apiVersion, kind);
    if (known === undefined) return;
    const { since, until, unserved = false } = known.about;
    if (minor !== undefined && since !== undefined && minor < since) {
      const message = `${kind} of ${apiVersion} exists since Kubernetes 1.${since}, the cluster runs 1.${minor}`;
      yield { path: 'apiVersion', message, why, fix: 'Write a version that the cluster serves, or upgrade it first.' };
    }
    if (minor !== undefined && until !== undefined && minor > until) {
      const message = `${kind} of ${apiVersion} is gone since Kubernetes 1.${until + 1}, the cluster runs 1.${minor}`;
      yield { path: 'apiVersion', message, why, fix: 'Write a newer version of the API.' };
    }
    if (unserved) {
      const message = `${kind} of ${apiVersion} is not served any more by ${known.releases.join(' and ')}`;
      yield {
        path: 'apiVersion',
        message,
        why,
        fix: 'Write a newer version of the API.',
        severity: known.source === 'tree' ? 'error' : 'info',
      };
    }
  }),
});
