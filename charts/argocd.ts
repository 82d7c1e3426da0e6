import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ARGOCD_NAMESPACE, ArgoApplication } from '../lib/constructs/argo-application.ts';
import { ArgoProject, type KindRef } from '../lib/constructs/argo-project.ts';
import type { HelmComponent } from '../lib/constructs/helm-component.ts';
import { ignoreRulesBelow } from '../lib/constructs/ignore-rule.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { isClusterScoped } from '../lib/values/cluster-scope.ts';
import { WAVE } from './waves.ts';

/** An app folder, and how Argo CD installs it. */
export interface Delivered {
  readonly chart: Chart;
  readonly project: 'blog' | 'platform';
  readonly wave: number;
}

/**
 * Everything that Argo CD reads: the root Application, which installs this very folder, one Application for each app
 * folder, the third-party components, and the projects that permit them.
 */
export class ArgoCdChart extends Chart {
  constructor(
    scope: Construct,
    private readonly cluster: Cluster,
  ) {
    super(scope, 'argocd', { namespace: ARGOCD_NAMESPACE, disableResourceNameHashes: true });
    new ArgoApplication(this, 'Root', {
      name: 'root',
      project: 'default', // the only one that exists before the first sync
      wave: WAVE.root,
      namespace: ARGOCD_NAMESPACE,
      source: this.folder(this),
    });
  }

  /** Adds the Applications of our own folders and, from what they hold, the projects. Called last. */
  deliver(apps: readonly Delivered[], components: readonly HelmComponent<object>[]): void {
    for (const { chart, project, wave } of apps) {
      new ArgoApplication(this, chart.node.id, {
        name: chart.node.id,
        project,
        wave,
        namespace: chart.namespace ?? 'default',
        source: this.folder(chart),
        ignore: ignoreRulesBelow(chart),
      });
    }
    const { url } = this.cluster.repository('manifests');
    const of = (project: string): readonly Chart[] => apps.filter((app) => app.project === project).map(({ chart }) => chart);
    this.permit('blog', 'The blog itself: what its namespace holds, from our own repository.', [url], of('blog'), []);
    this.permit('platform', 'Third-party software and what configures it.', [url], of('platform'), components);
  }

  private permit(
    name: string,
    description: string,
    sources: readonly string[],
    charts: readonly Chart[],
    components: readonly HelmComponent<object>[],
  ): void {
    const kinds = charts.flatMap(kindsOf);
    new ArgoProject(this, `Project-${name}`, {
      name,
      description,
      sources: [...sources, ...components.map(({ repository }) => repository)],
      namespaces: [...charts.map(({ namespace }) => namespace ?? 'default'), ...components.map(({ namespace }) => namespace)],
      clusterKinds: [
        ...kinds.filter(isClusterScoped),
        ...(components.length === 0 ? [] : [NAMESPACE]),
        ...components.flatMap((component) => component.kinds.cluster),
      ],
      namespacedKinds: [
        ...kinds.filter((kind) => !isClusterScoped(kind)),
        ...components.flatMap((component) => component.kinds.namespaced),
      ],
    });
  }

  private folder(chart: Chart): { repoUrl: string; targetRevision: string; path: string } {
    const { url, revision } = this.cluster.repository('manifests');
    return { repoUrl: url, targetRevision: revision, path: `${this.cluster.name}/${chart.node.id}` };
  }
}

/** What `CreateNamespace` makes. */
const NAMESPACE: KindRef = { group: '', kind: 'Namespace' };

function kindsOf(chart: Chart): KindRef[] {
  return chart.node
    .findAll()
    .flatMap((construct) =>
      ApiObject.isApiObject(construct) ? [{ group: construct.apiGroup === 'core' ? '' : construct.apiGroup, kind: construct.kind }] : [],
    );
}
