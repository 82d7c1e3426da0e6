import { documentKind } from '../../document.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { texts } from '../../texts.ts';

/** Labels of service discovery that stand alone, after `__meta_kubernetes_`. */
const NAMES = [
  ...['namespace', 'node_name', 'node_provider_id'],
  ...[
    'name',
    'ip',
    'container_init',
    'container_name',
    'container_id',
    'container_image',
    'container_port_name',
    'container_port_number',
    'container_port_protocol',
  ].map((each) => `pod_${each}`),
  ...['ready', 'phase', 'node_name', 'host_ip', 'uid', 'controller_kind', 'controller_name'].map((each) => `pod_${each}`),
  ...['name', 'cluster_ip', 'loadbalancer_ip', 'external_name', 'port_name', 'port_number', 'port_protocol', 'type'].map(
    (each) => `service_${each}`,
  ),
  ...[
    'endpoints_name',
    'endpoint_hostname',
    'endpoint_node_name',
    'endpoint_ready',
    'endpoint_port_name',
    'endpoint_port_protocol',
    'endpoint_address_target_kind',
    'endpoint_address_target_name',
  ],
  ...[
    'name',
    'address_target_kind',
    'address_target_name',
    'address_type',
    'endpoint_conditions_ready',
    'endpoint_conditions_serving',
    'endpoint_conditions_terminating',
    'port',
    'port_app_protocol',
    'port_name',
    'port_protocol',
    'endpoint_hostname',
    'endpoint_node_name',
    'endpoint_zone',
  ].map((each) => `endpointslice_${each}`),
  ...['name', 'class_name', 'scheme', 'host', 'path'].map((each) => `ingress_${each}`),
];

/** Those that go on with the name of a label or annotation. */
const OPEN =
  /^(namespace|node|pod|service|endpoints|endpointslice|ingress)_(label|labelpresent|annotation|annotationpresent)_|^node_address_|^endpointslice_endpoint_topology_|^endpointslice_address_target_/;

const KNOWN = new Set(NAMES);

export const relabelLabelsKnown = defineRule({
  id: 'relabel-labels-known',
  severity: 'error',
  kinds: [
    'v1/ConfigMap',
    'argoproj.io/v1alpha1/Application',
    'helm.toolkit.fluxcd.io/v2/HelmRelease',
    documentKind('HelmValues'),
    documentKind('Config'),
  ],
  asks: 'Relabelling reads labels that the discovery of Kubernetes sets.',
  source: 'https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { path, value } of texts(manifest, world)) {
      if (!value.includes('__meta_kubernetes_')) continue;
      for (const [, name = ''] of value.matchAll(/__meta_kubernetes_(\w+)/g)) {
        // A pattern of `labelmap` may end anywhere: `__meta_kubernetes_pod_label_(.+)`.
        if (KNOWN.has(name) || OPEN.test(name) || said.has(name) || name.endsWith('_') || NAMES.some((each) => each.startsWith(`${name}_`)))
          continue;
        said.add(name);
        const near = nearName(name, NAMES);
        yield {
          path,
          message: `__meta_kubernetes_${name} is no label of the discovery`,
          why: 'It is always empty: a "keep" on it drops every target, and a label made of it never appears.',
          fix: near === undefined ? 'Write a label from the list of the discovery.' : `Did you mean "__meta_kubernetes_${near}"?`,
        };
      }
    }
  },
});
