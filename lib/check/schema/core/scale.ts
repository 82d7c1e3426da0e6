import { fieldsAt, numberAt, textAt, type Fields } from '../../read.ts';
import { between, countOrPercent, exactlyOne, oneOf, type FieldsJudge, type ValueJudge } from '../judges.ts';
import type { Report } from '../problem.ts';

export const scaleValues: Readonly<Record<string, ValueJudge>> = {
  'autoscaling.v1.HorizontalPodAutoscalerSpec.maxReplicas': between(1),
  'autoscaling.v1.HorizontalPodAutoscalerSpec.minReplicas': between(0),
  'autoscaling.v1.HorizontalPodAutoscalerSpec.targetCPUUtilizationPercentage': between(1),
  'autoscaling.v2.HorizontalPodAutoscalerSpec.maxReplicas': between(1),
  'autoscaling.v2.HorizontalPodAutoscalerSpec.minReplicas': between(0),
  'autoscaling.v2.MetricSpec.type': oneOf('Resource', 'ContainerResource', 'Pods', 'Object', 'External'),
  'autoscaling.v2.MetricTarget.type': oneOf('Utilization', 'Value', 'AverageValue'),
  'autoscaling.v2.MetricTarget.averageUtilization': between(1),
  'autoscaling.v2.HPAScalingRules.stabilizationWindowSeconds': between(0, 3600),
  'autoscaling.v2.HPAScalingRules.selectPolicy': oneOf('Max', 'Min', 'Disabled'),
  'autoscaling.v2.HPAScalingPolicy.type': oneOf('Pods', 'Percent'),
  'autoscaling.v2.HPAScalingPolicy.value': between(1),
  'autoscaling.v2.HPAScalingPolicy.periodSeconds': between(1, 1800),
  'policy.v1.PodDisruptionBudgetSpec.minAvailable': countOrPercent,
  'policy.v1.PodDisruptionBudgetSpec.maxUnavailable': countOrPercent,
  'policy.v1.PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': oneOf('IfHealthyBudget', 'AlwaysAllow'),
};

function boundsFit(value: Fields, path: string, report: Report): void {
  const least = numberAt(value, 'minReplicas') ?? 1;
  const most = numberAt(value, 'maxReplicas');
  if (most === undefined || least <= most) return;
  const message = `minReplicas is ${least}, more than maxReplicas ${most}`;
  report({ sort: 'value', path: `${path}.minReplicas`, message, fix: 'Lower it, or raise maxReplicas.' });
}

/** Where each type of metric has its settings. */
const SOURCES: Readonly<Record<string, string>> = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
};

const TARGETS: Readonly<Record<string, string>> = { Utilization: 'averageUtilization', Value: 'value', AverageValue: 'averageValue' };

export const scaleChecks: Readonly<Record<string, FieldsJudge>> = {
  'autoscaling.v1.HorizontalPodAutoscalerSpec': boundsFit,
  'autoscaling.v2.HorizontalPodAutoscalerSpec': boundsFit,
  'autoscaling.v2.MetricSpec': (value, path, report) => {
    const type = textAt(value, 'type') ?? '';
    const own = SOURCES[type];
    if (own === undefined) return;
    if (value[own] === undefined) {
      report({
        sort: 'missing',
        path: `${path}.${own}`,
        message: `a metric of type ${type} needs ${own}`,
        fix: `Add ${own}, or correct the type.`,
      });
    }
    for (const other of Object.values(SOURCES)) {
      if (other === own || value[other] === undefined || value[other] === null) continue;
      const message = `a metric of type ${type} cannot have ${other}`;
      report({ sort: 'value', path: `${path}.${other}`, message, fix: 'Remove it, or make a metric of its own of it.' });
    }
  },
  'autoscaling.v2.MetricTarget': (value, path, report) => {
    const type = textAt(value, 'type') ?? '';
    const own = TARGETS[type];
    if (own === undefined || (value[own] !== undefined && value[own] !== null)) return;
    report({
      sort: 'missing',
      path: `${path}.${own}`,
      message: `a target of type ${type} needs ${own}`,
      fix: `Add ${own}, or correct the type.`,
    });
  },
  'policy.v1.PodDisruptionBudgetSpec': (value, path, report) => {
    const both = exactlyOne(['minAvailable', 'maxUnavailable'], 0, 'the budget');
    both(fieldsAt({ value }, 'value'), path, report);
  },
};
