import { ALLOY, LOKI, TEMPO, WATCHED } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';

/** Where logs and traces of a blog go, and what brings them. */
export const homeStores: readonly Mistake[] = [
  slip('The compactor of Loki has a store by the key of version 2', 'store-config-works', WATCHED, LOKI, [
    ['      delete_request_store: filesystem\n', '      delete_request_store: filesystem\n      shared_store: filesystem\n'],
  ]),
  slip(
    'The rules of Loki are sent to an Alertmanager that has another name',
    'url-host-exists',
    WATCHED,
    LOKI,
    [
      [
        '    limits_config:\n',
        '    ruler:\n      alertmanager_url: http://alertmanager-operated:9093\n      enable_api: true\n    limits_config:\n',
      ],
    ],
    { says: 'alertmanager-operated' },
  ),
  slip('Tempo keeps for a number without a unit', ['store-config-works', 'retention-enforced'], WATCHED, TEMPO, [
    ['block_retention: 48h', 'block_retention: 48'],
  ]),
  slip('A text in the configuration of the agent stands in single quotes', 'alloy-parts-exist', WATCHED, ALLOY, [
    ['url = "http://loki-stack:3100/loki/api/v1/push"', "url = 'http://loki-stack:3100/loki/api/v1/push'"],
  ]),
  slip('An agent writes metrics to the path of the store of logs', 'push-path', WATCHED, ALLOY, [
    [
      '    loki.write "default" {',
      `    prometheus.exporter.unix "node" { }
    prometheus.scrape "node" {
      targets    = prometheus.exporter.unix.node.targets
      forward_to = [prometheus.remote_write.default.receiver]
    }
    prometheus.remote_write "default" {
      endpoint {
        url = "http://prometheus:9090/api/v1/push"
      }
    }
    loki.write "default" {`,
    ],
  ]),
  slip('The agent measures the node from inside its own container', 'host-files-mounted', WATCHED, ALLOY, [
    [
      '    loki.write "default" {',
      `    prometheus.exporter.unix "node" {
      rootfs_path = "/host/root"
      procfs_path = "/host/proc"
      sysfs_path  = "/host/sys"
    }
    prometheus.scrape "node" {
      targets    = prometheus.exporter.unix.node.targets
      forward_to = [prometheus.remote_write.default.receiver]
    }
    prometheus.remote_write "default" {
      endpoint {
        url = "http://prometheus:9090/api/v1/write"
      }
    }
    loki.write "default" {`,
    ],
  ]),
];
