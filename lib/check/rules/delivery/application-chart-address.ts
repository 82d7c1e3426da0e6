import { holdsCharts, meantRepository } from '../../charts/known.ts';
import { installerOf, writtenSources } from '../../installers.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const applicationChartAddress = defineRule({
  id: 'application-chart-address',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'A chart is named to Argo CD with the address of its repository: as registry and chart, or with oci:// and a path, where it is in a registry, and not as a folder of Git.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/oci/; https://github.com/argoproj/argo-cd/issues/10823',
  *check(manifest) {
    const installer = installerOf(manifest);
    if (installer === undefined) return;
    for (const { value, path } of writtenSources(installer.spec, installer.specPath)) {
      const [address = '', chart = ''] = [textAt(value, 'repoURL'), textAt(value, 'chart')];
      yield* ofRepository(address, chart, textAt(value, 'path'), path);
      if (!address.startsWith('oci://') || chart === '' || /[{}]/.test(`${address}${chart}`)) continue;
      const registry = address.slice('oci://'.length).replace(/\/+$/, '');
      // With the chart's name at its end the address is that of the chart, which newer releases of Argo CD take.
      if (registry === chart || registry.endsWith(`/${chart}`)) continue;
      yield {
        path: `${path}.repoURL`,
        message: `repoURL is ${address} beside chart ${chart}: with oci://, Argo CD does not read chart`,
        why: 'Argo CD asks the registry for an artifact of the name of the folder, or refuses the scheme: the Application stays Unknown and installs nothing.',
        fix: `Write repoURL: ${registry} with chart: ${chart}, or repoURL: ${address.replace(/\/+$/, '')}/${chart} with path: . and without chart.`,
      };
    }
  },
});

/** A repository of charts that is asked for a folder, or an address that only looks like that of the makers. */
function* ofRepository(address: string, chart: string, folder: string | undefined, path: string): Iterable<Issue> {
  if (!address.startsWith('https://') || address.includes('{')) return;
  if (chart === '' && folder !== undefined && holdsCharts(address)) {
    yield {
      path: `${path}.path`,
      message: `${address} is a repository of charts, and the source names the folder ${folder} instead of a chart`,
      why: 'Argo CD clones the address as a repository of Git and finds none: the Application stays in ComparisonError, and nothing of it is installed.',
      fix: `Write chart: ${folder.split('/').at(-1) ?? ''} with a version as targetRevision, and leave path out.`,
    };
  }
  const meant = chart === '' ? undefined : meantRepository(chart, address);
  if (meant === undefined) return;
  yield {
    path: `${path}.repoURL`,
    message: `chart ${chart} is asked from ${address}, where there is no index of charts`,
    why: 'Argo CD cannot read index.yaml there: the Application stays in ComparisonError, and nothing of it is installed.',
    fix: `Write ${meant}.`,
  };
}
