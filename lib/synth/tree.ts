import { ApiObject, Chart } from 'cdk8s';
import type { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { labelMistake } from '../manifest/object-name.ts';
import { PROVIDED } from '../values/provided.ts';
import { WARNING } from '../values/warning.ts';

/** An API object of the tree and the folder that it belongs to. */
export interface Leaf {
  readonly construct: ApiObject;
  readonly chart: Chart;
  readonly provided: boolean;
}

/**
 * Walks the construct tree once, in the order in which it was built, and returns its API objects.
 * On the way every construct validates itself; what it says, and what is wrong with the tree, goes into `problems`. What
 * constructs want to be shown goes into `warnings`.
 * A message of the form `what. fix` becomes both parts of a problem.
 */
export function leavesOf(app: App, cluster: string, problems: Problem[], warnings: Problem[]): Leaf[] {
  const leaves: Leaf[] = [];
  for (const child of app.node.children) walk(child, undefined, false);
  return leaves;

  function walk(construct: IConstruct, outer: Chart | undefined, outerProvided: boolean): void {
    const { node } = construct;
    const provided = outerProvided || node.metadata.some(({ type, data }) => type === PROVIDED && data === true);
    const chart = Chart.isChart(construct) ? construct : outer;
    for (const { type, data } of node.metadata) if (type === WARNING) warnings.push(data as Problem);
    validate(construct, `${cluster}/${node.path}`, problems);
    if (chart === construct) checkChart(chart, outer, `${cluster}/${node.path}`, problems);
    for (const dependency of node.dependencies) checkDependency(construct, dependency, chart, cluster, problems);
    if (chart !== undefined && ApiObject.isApiObject(construct)) leaves.push({ construct, chart, provided });
    for (const child of node.children) walk(child, chart, provided);
  }
}

function validate(construct: IConstruct, where: string, problems: Problem[]): void {
  try {
    for (const message of construct.node.validate()) {
      const [, what = message, fix = 'Mend it where this construct is made.'] = /^(.*?)\. (\p{Lu}.*)$/su.exec(message) ?? [];
      problems.push({ where, what, fix });
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems);
  }
}

function checkChart(chart: Chart, outer: Chart | undefined, where: string, problems: Problem[]): void {
  if (outer !== undefined) {
    problems.push({
      where,
      what: 'is a chart inside a chart, and a chart is one folder below its cluster',
      fix: 'Add it to the app instead.',
    });
    return;
  }
  const mistake = labelMistake(chart.node.id);
  if (mistake !== undefined) {
    problems.push({ where, what: `the chart's id is its folder and may be ${mistake}`, fix: 'Choose another id.' });
  }
}

/** An order across charts cannot be kept: each becomes an Argo CD Application of its own. */
function checkDependency(from: IConstruct, to: IConstruct, chart: Chart | undefined, cluster: string, problems: Problem[]): void {
  if (chart !== undefined && to.node.scopes.includes(chart)) return;
  problems.push({
    where: `${cluster}/${from.node.path}`,
    what: `depends on ${cluster}/${to.node.path}, a construct of another chart`,
    fix: 'Remove the dependency and order the two apps by their sync waves.',
  });
}
