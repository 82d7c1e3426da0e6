import { Construct } from 'constructs';
import type { HelmChart } from '../../imports/charts/chart.ts';
import { InputError } from '../errors.ts';
import { valueFaults } from '../values/chart-keys.ts';
import { ArgoApplication } from './argo-application.ts';
import type { KindRef } from './argo-project.ts';
import type { IgnoreRule } from './ignore-rule.ts';

export interface HelmComponentProps<Values> {
  /** Name of the Helm release and of the Application. */
  readonly release: string;
  readonly chart: HelmChart<Values>;
  readonly namespace: string;
  readonly values: Values;
  readonly project: string;
  readonly wave: number;
  /** Application line that the inventory states, `1.24`: the pinned chart must install a version of it. */
  readonly line: string;
  /** Kinds that the chart renders with these values; the project permits these and no others. */
  readonly kinds: { readonly cluster: readonly KindRef[]; readonly namespaced: readonly KindRef[] };
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
    const { release, chart, namespace, values, line, kinds, ...application } = props;
    this.repository = chart.repository;
    this.namespace = namespace;
    this.kinds = kinds;
    checkLine(this.node.path, chart, line);
    this.node.addValidation({ validate: () => valueProblems(chart, values) });
    new ArgoApplication(this, 'Application', {
      ...application,
      createNamespace: namespace !== 'kube-system',
      name: release,
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
