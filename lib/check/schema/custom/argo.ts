import { at, fieldsAt, itemsAt, numberAt, textAt, type Fields } from '../../read.ts';
import type { FieldsJudge } from '../judges.ts';
import { shown, type Report } from '../problem.ts';

const INVALID = 'Argo CD shows the Application with a condition InvalidSpecError and syncs nothing.';
const STUCK = 'The controller marks the Rollout as InvalidSpec and does not touch its pods any more.';

/**
 * What Argo CD and Argo Rollouts demand beside the schema.
 * @see https://github.com/argoproj/argo-cd/blob/v2.13.9/util/argo/argo.go
 * @see https://github.com/argoproj/argo-rollouts/blob/v1.7.2/pkg/apis/rollouts/validation/validation.go
 */
export const argoChecks: Readonly<Record<string, FieldsJudge>> = {
  'argoproj.io/Application': (object, _, report) => application(fieldsAt(object, 'spec'), 'spec', report),
  'argoproj.io/ApplicationSet': (object, _, report) =>
    application(fieldsAt(object, 'spec.template.spec'), 'spec.template.spec', report, true),
  'argoproj.io/Rollout': (object, _, report) => {
    if (at(object, 'spec.template') === undefined && at(object, 'spec.workloadRef') === undefined) {
      say(report, 'spec.template', 'the Rollout has neither template nor workloadRef', 'Add the template.', STUCK);
    }
    const policy = textAt(object, 'spec.template.spec.restartPolicy') ?? 'Always';
    if (policy !== 'Always') {
      const message = `the pods of a Rollout have restartPolicy ${policy}, where only Always is taken`;
      say(report, 'spec.template.spec.restartPolicy', message, 'Remove it.', STUCK);
    }
    for (const [index, step] of itemsAt(object, 'spec.strategy.canary.steps').entries()) {
      const weight = numberAt(step, 'setWeight');
      const most = numberAt(object, 'spec.strategy.canary.trafficRouting.maxTrafficWeight') ?? 100;
      if (weight === undefined || (weight >= 0 && weight <= most)) continue;
      say(
        report,
        `spec.strategy.canary.steps[${index}].setWeight`,
        `the weight is ${weight}, and must be 0 to ${most}`,
        'Write a share of the traffic in per cent.',
        STUCK,
      );
    }
    if (at(object, 'spec.strategy.blueGreen') !== undefined && textAt(object, 'spec.strategy.blueGreen.activeService') === undefined) {
      say(report, 'spec.strategy.blueGreen.activeService', 'a blueGreen strategy needs activeService', 'Name the Service.', STUCK);
    }
  },
};

function say(report: Report, path: string, message: string, fix: string, why: string): void {
  report({ sort: 'value', path, message, fix, why });
}

/** `partial`: the template of an ApplicationSet, of which a generator or a patch may fill in the rest. */
function application(spec: Fields, path: string, report: Report, partial = false): void {
  const many = itemsAt(spec, 'sources');
  const one = spec['source'];
  if (!partial && one === undefined && many.length === 0) {
    say(report, `${path}.source`, 'the Application has no source', 'Add one.', INVALID);
  }
  const sources: { source: unknown; place: string }[] = one === undefined ? [] : [{ source: one, place: `${path}.source` }];
  for (const [index, source] of many.entries()) sources.push({ source, place: `${path}.sources[${index}]` });
  for (const { source, place } of sources) sourceFits(source, place, report, partial);
  const server = textAt(spec, 'destination.server');
  const name = textAt(spec, 'destination.name');
  if (server !== undefined && server !== '' && name !== undefined && name !== '') {
    say(report, `${path}.destination`, `the destination has the server ${server} and the name ${name}`, 'Keep one of them.', INVALID);
  }
  if (!partial && (server ?? '') === '' && (name ?? '') === '') {
    say(
      report,
      `${path}.destination`,
      'the destination names no cluster',
      'Write server: https://kubernetes.default.svc for the own one.',
      INVALID,
    );
  }
  for (const [index, each] of itemsAt(spec, 'ignoreDifferences').entries()) {
    for (const [part, pointer] of itemsAt(each, 'jsonPointers').entries()) {
      if (typeof pointer !== 'string' || pointer === '' || pointer.startsWith('/')) continue;
      const message = `${shown(pointer)} is no JSON pointer`;
      say(
        report,
        `${path}.ignoreDifferences[${index}].jsonPointers[${part}]`,
        message,
        'Begin it with a slash, such as /spec/replicas.',
        INVALID,
      );
    }
  }
  const retry = numberAt(spec, 'syncPolicy.retry.backoff.factor');
  if (retry !== undefined && retry < 1) {
    say(report, `${path}.syncPolicy.retry.backoff.factor`, `the factor is ${retry}, and must be 1 or more`, 'Write 2.', INVALID);
  }
}

function sourceFits(source: unknown, path: string, report: Report, partial: boolean): void {
  const chart = textAt(source, 'chart') ?? '';
  const folder = textAt(source, 'path') ?? '';
  if (!partial && (textAt(source, 'repoURL') ?? '') === '') say(report, `${path}.repoURL`, 'the source has no repoURL', 'Add it.', INVALID);
  const repository = textAt(source, 'repoURL') ?? '';
  // With the chart at its end, Argo CD 3.1 and later fetch the very image.
  if (chart !== '' && repository.startsWith('oci://') && !repository.endsWith(`/${chart}`)) {
    report({
      sort: 'value',
      severity: 'warning',
      path: `${path}.repoURL`,
      message: `the chart ${chart} is asked of ${repository}, and Argo CD adds oci:// to a registry of charts itself`,
      fix: `Write ${repository.slice('oci://'.length)}, or oci://… with the chart at its end and path: . (Argo CD 3.1).`,
      why: 'The registry is taken for a repository with an index.yaml: "failed to fetch chart", and nothing is installed.',
    });
  }
  if (chart !== '' && folder !== '') {
    say(report, path, `the source has the chart ${chart} and the path ${folder}, and may have one of them`, 'Keep one of them.', INVALID);
  }
  if (!partial && chart === '' && folder === '' && textAt(source, 'ref') === undefined && at(source, 'plugin') === undefined) {
    say(report, path, 'the source has neither path nor chart', 'Add one of them.', INVALID);
  }
  if (chart !== '' && (textAt(source, 'targetRevision') ?? '') === '') {
    say(report, `${path}.targetRevision`, `the source of chart ${chart} has no targetRevision`, 'Pin the version of the chart.', INVALID);
  }
}
