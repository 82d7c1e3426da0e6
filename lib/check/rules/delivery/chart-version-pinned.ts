import { sourcesOf } from '../../delivery/sources.ts';
import { documentKind } from '../../document.ts';
import { installerOf } from '../../installers.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { blocksOf } from '../../terraform/hcl.ts';
import { unquoted } from '../../terraform/modules.ts';

export const chartVersionPinned = defineRule({
  id: 'chart-version-pinned',
  severity: 'warning',
  kinds: [
    'argoproj.io/v1alpha1/Application',
    'argoproj.io/v1alpha1/ApplicationSet',
    'helm.toolkit.fluxcd.io/v2/HelmRelease',
    documentKind('TextFile'),
  ],
  asks: 'A chart is installed in one exact version.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/tracking_strategies/#helm',
  *check(manifest) {
    if (manifest.object.kind === 'TextFile') return yield* ofTerraform(manifest);
    const release = manifest.object.kind === 'HelmRelease';
    const installer = installerOf(manifest);
    const charts = release
      ? [
          {
            chart: textAt(manifest.object, 'spec.chart.spec.chart'),
            version: textAt(manifest.object, 'spec.chart.spec.version'),
            path: 'spec.chart.spec.version',
          },
        ]
      : (installer === undefined ? [] : sourcesOf(installer)).map(({ chart, fields, path }) => ({
          chart,
          version: textAt(fields, 'targetRevision'),
          path: `${path}.targetRevision`,
        }));
    for (const { chart, version, path } of charts) {
      if (chart === undefined || chart.startsWith('./') || version?.includes('{{') === true || (version !== undefined && isExact(version)))
        continue;
      yield {
        path,
        message:
          version === undefined || version === ''
            ? `chart ${chart} has no version: the newest is installed`
            : `chart ${chart} follows ${version}`,
        why: 'A release of somebody else changes the cluster on any day, without a commit to look at or to revert; values that fitted stop fitting.',
        fix: 'Write one exact version, and let a bot propose new ones.',
      };
    }
  },
});

/** `1.2.3`, `v1.2`, `71.0.0-rc.1`, but no range or branch. */
function isExact(version: string): boolean {
  return /^v?\d+(\.\d+){1,3}([-+][\w.+-]+)?$/.test(version) && !/[xX*]/.test(version.replace(/[-+].*$/, ''));
}

/** Releases of Terraform that name a repository and no version; said once for a file. */
function* ofTerraform({ object, file = '' }: WorldObject): Iterable<Issue> {
  if (!file.endsWith('.tf')) return;
  const moving = blocksOf(textAt(object, 'text') ?? '').flatMap(({ type, labels, arguments: given, line }) => {
    const [chart = '', repository = ''] = [given.get('chart'), given.get('repository')];
    const isRemote = repository !== '' || chart.startsWith('"oci://');
    return type === 'resource' && labels[0] === 'helm_release' && isRemote && !given.has('version')
      ? [{ chart: unquoted(chart), line }]
      : [];
  });
  const [first, ...others] = moving;
  if (first === undefined) return;
  yield {
    path: `line ${first.line}`,
    message: `chart ${first.chart} has no version: the newest is installed${others.length > 0 ? `; so are ${others.map(({ chart }) => chart).join(', ')}` : ''}`,
    why: 'The next terraform apply brings whatever release is newest that day, without a commit to look at or to revert; values that fitted stop fitting.',
    fix: 'Set version to one exact version, and let a bot propose new ones.',
  };
}
