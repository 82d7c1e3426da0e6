import { Construct } from 'constructs';
import type { HelmChart } from '../../imports/charts/chart.ts';
import { InputError } from '../errors.ts';
import { valueFaults } from '../values/chart-keys.ts';
import { ArgoApplication, type SyncBehaviour } from './argo-application.ts';
import type { KindRef } from './argo-project.ts';
import type { IgnoreRule } from './ignore-rule.ts';

export interface HelmComponentProps<Values> {
  /** Name of the Helm release: charts derive names of their objects from it. */
  readonly release: string;
  /** Name of the Application. @default release */
  readonly application?: string | undefined;
  /** Name under which Argo CD knows the cluster. @default the one that Argo CD runs in */
  readonly cluster?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly sync?: SyncBehaviour | undefined;
  /** Whether Argo CD creates the namespace, without labels, if nobody else does. @default true, except for kube-system */
  readonly createNamespace?: boolean | undefined;
  readonly chart: HelmChart<Values>;
  readonly namespace: string;
  readonly values: Values;
  readonly project: string;
  readonly wave: number;
  /** Application line that the inventory states, `1.24`: the pinned chart must install a version of it. @default any */
  readonly line?: string | undefined;
  /** Kinds that the chart renders with these values; a project that lists kinds permits these and no others. @default none */
  readonly kinds?: { readonly cluster: readonly KindRef[]; readonly namespaced: readonly KindRef[] } | undefined;
  /** Fields that the software rewrites in its own objects, such as the CA bundle of a webhook. */
  readonly ignore?: readonly IgnoreRule[] | undefined;
  readonly serverSideApply?: boolean | undefined;
}

/** Third-party software: an Application with a pinned chart and values that the chart's own keys check. */
export class HelmComponent<Values extends object> extends Construct {
  readonly repository: string;
  readonly namespace: string;
  readonly kinds: { readonly cluster: readonly KindRef[]; readonly namespaced: readonly KindRef[] };

  constructor(scope: Construct, id: string, props: HelmComponentProps<Values>) {
    super(scope, id);
    const { release, application = release, chart, namespace, values, line, kinds, createNamespace, ...own } = props;
    this.repository = chart.repository;
    this.namespace = namespace;
    this.kinds = kinds ?? { cluster: [], namespaced: [] };
    if (line !== undefined) checkLine(this.node.path, chart, line);
    this.node.addValidation({ validate: () => valueProblems(chart, values) });
    new ArgoApplication(this, 'Application', {
      ...own,
      createNamespace: createNamespace ?? namespace !== 'kube-system',
      name: application,
      namespace,
      source: {
        repoUrl: chart.repository,
        chart: chart.name,
        targetRevision: chart.version,
        helm: { releaseName: release, valuesObject: values },
      },
    });
  }
}

function valueProblems(chart: HelmChart<unknown>, values: object): string[] {
  const name = `chart ${chart.name} ${chart.version}`;
  const { unknown, illTyped } = valueFaults(chart, values);
  return [
    ...unknown.map(
      ({ path, nearest }) =>
        `${name} has no value ${path}: Helm would pass over it in silence. ${nearest === undefined ? 'Remove it.' : `Did you mean ${nearest}?`}`,
    ),
    ...illTyped.map(
      ({ path, found, allowed }) =>
        `${name} takes ${allowed} for ${path}, and found ${found}: its templates would fail or write nonsense. Change the value.`,
    ),
  ];
}

/** `1.24` takes 1.24.6 and v1.24.6, not 1.2.4 and not 1.240. */
function checkLine(where: string, { name, version, appVersion }: HelmChart<unknown>, line: string): void {
  if (`${appVersion.replace(/^v/, '')}.`.startsWith(`${line}.`)) return;
  throw new InputError(
    where,
    `chart ${name} ${version} installs ${appVersion}, the inventory asks for the line ${line}`,
    'Pin a chart of that line in imports/sources.yaml, or change the line.',
  );
}
