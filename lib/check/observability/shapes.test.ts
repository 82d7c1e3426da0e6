import { dump } from 'js-yaml';
import { check } from '../check.ts';
import { defineRule, type WorldObject } from '../rule.ts';
import { kube } from '../testing.ts';
import { documentObject } from '../document.ts';
import { SHAPE_KINDS, type ShapeKind, shapesIn } from './shapes.ts';

const RULES = { groups: [{ name: 'a', rules: [{ alert: 'A', expr: 'up == 0' }] }] };
const DASHBOARD = { title: 'A', schemaVersion: 39, panels: [] };

function found(kind: ShapeKind, object: WorldObject['object']): readonly string[] {
  const rule = defineRule({
    id: 'shape',
    severity: 'info',
    kinds: SHAPE_KINDS,
    asks: '',
    source: '',
    *check(manifest, world) {
      for (const { path, inText } of shapesIn(world, manifest, kind)) yield { path, message: String(inText), fix: '' };
    },
  });
  return check([{ object }], { rules: [rule] }).map(({ path, message }) => `${path} ${message}`);
}

test.each<[ShapeKind, string, WorldObject['object'], readonly string[]]>([
  ['rules', 'a file in a ConfigMap', kube('v1/ConfigMap', {}, { data: { 'a.yml': dump(RULES) } }), ['data["a.yml"] true']],
  ['rules', 'the object of the operator', kube('monitoring.coreos.com/v1/PrometheusRule', {}, { spec: RULES }), ['spec false']],
  [
    'rules',
    'chart values',
    documentObject('HelmValues', 'values', { values: { serverFiles: { 'alerting_rules.yml': RULES } } }),
    ['values.serverFiles["alerting_rules.yml"] false'],
  ],
  ['rules', 'a file of its own', documentObject('Config', 'rules', { content: RULES }), ['content false']],
  [
    'dashboard',
    'JSON in a ConfigMap',
    kube('v1/ConfigMap', {}, { data: { 'a.json': JSON.stringify(DASHBOARD) } }),
    ['data["a.json"] true'],
  ],
  ['dashboard', 'text that is no JSON', kube('v1/ConfigMap', {}, { data: { 'a.json': '{"panels": [' } }), []],
  [
    'alertmanager',
    'a Secret as it is',
    kube('v1/Secret', {}, { stringData: { 'a.yml': dump({ route: { receiver: 'a' }, receivers: [{ name: 'a' }] }) } }),
    ['stringData["a.yml"] true'],
  ],
  [
    'promtail',
    'an agent for logs, which is no Prometheus',
    documentObject('Config', 'a', { content: { clients: [], scrape_configs: [] } }),
    ['content false'],
  ],
  [
    'prometheus',
    'an agent for logs, which is no Prometheus',
    documentObject('Config', 'a', { content: { clients: [], scrape_configs: [] } }),
    [],
  ],
  ['otel', 'a collector', documentObject('Config', 'a', { content: { receivers: {}, service: { pipelines: {} } } }), ['content false']],
])('finds %s in %s', (kind, _, object, paths) => {
  expect(found(kind, object)).toEqual(paths);
});
