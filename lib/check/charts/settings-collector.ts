import { at, fieldsAt, items, itemsAt, textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import { off, on, RENDER, type Given, type WrongSetting } from './setting.ts';

const MODES = ['daemonset', 'deployment', 'statefulset'];

/** Parts of the collector that ask the API server, and the preset of the chart that lets them. */
const ASKING: Readonly<Record<string, readonly [list: 'processors' | 'receivers', preset: string]>> = {
  k8sattributes: ['processors', 'kubernetesAttributes'],
  k8s_cluster: ['receivers', 'clusterMetrics'],
  k8sobjects: ['receivers', 'kubernetesEvents'],
  kubeletstats: ['receivers', 'kubeletMetrics'],
};

/** @see https://github.com/open-telemetry/opentelemetry-helm-charts/blob/main/charts/opentelemetry-collector/UPGRADING.md */
export function* collector({ values, minor, major, objects }: Given): Iterable<WrongSetting> {
  const mode = textAt(values, 'mode') ?? '';
  if (!MODES.includes(mode)) {
    const near = nearName(mode.toLowerCase(), MODES);
    yield {
      path: mode === '' ? '' : 'mode',
      severity: 'error',
      message:
        mode === ''
          ? `the chart has no mode of its own: it is one of ${MODES.join(', ')}`
          : `mode is ${mode}, which is none of ${MODES.join(', ')}`,
      why: RENDER,
      fix: near === undefined ? 'Set mode: deployment, or daemonset for one on each node.' : `Write mode: ${near}.`,
    };
  }
  if ((textAt(values, 'image.repository') ?? '') === '' && (major !== 0 || minor === undefined || minor >= 89)) {
    yield {
      path: at(values, 'image') === undefined ? '' : 'image',
      severity: 'error',
      message: 'the chart has no image of its own since 0.89: image.repository is not set',
      why: RENDER,
      fix: 'Set image.repository: otel/opentelemetry-collector-k8s (or -contrib).',
    };
  }
  if (on(values, 'clusterRole.create') || off(values, 'serviceAccount.create') || isGranted(objects)) return;
  const config = at(values, 'config') ?? at(values, 'alternateConfig');
  for (const [pipeline, parts] of Object.entries(fieldsAt(config, 'service.pipelines'))) {
    for (const [type, [list, preset]] of Object.entries(ASKING)) {
      const index = items(at(parts, list)).findIndex((each) => each === type || String(each).startsWith(`${type}/`));
      const name = String(itemsAt(parts, list)[index]);
      const own = fieldsAt(config, list)[name];
      if (index === -1 || on(values, `presets.${preset}.enabled`) || on(own, 'passthrough') || textAt(own, 'auth_type') === 'kubeConfig')
        continue;
      if (type === 'kubeletstats' && textAt(own, 'auth_type') === 'none') continue;
      yield {
        path: `config.service.pipelines.${pipeline}.${list}[${index}]`,
        severity: 'error',
        message: `${name} asks the API server, and the chart gives its account no right to (presets.${preset} and clusterRole.create are off)`,
        why: 'Every question is answered with 403: what passes the collector carries no names of pods, or nothing comes at all.',
        fix: `Set presets.${preset}.enabled: true, or clusterRole.create with its rules.`,
      };
    }
  }
}

/** Somebody gives a collector its rights beside the chart. */
function isGranted(objects: Given['objects']): boolean {
  return (objects?.('rbac.authorization.k8s.io/v1/ClusterRoleBinding') ?? []).some((binding) =>
    itemsAt(binding, 'subjects').some((each) => /otel|opentelemetry|collector/.test(textAt(each, 'name') ?? '')),
  );
}
