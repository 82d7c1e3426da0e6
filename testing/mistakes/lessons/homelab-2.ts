import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, chartApp, door, FALCO, folderApp, GRAFANA, LONGHORN, space, yaml } from '../parts.ts';
import { claim, cnp, mysql, mysqlDoor, NODES, rollout, route, spread, STEPS, subsets } from './homelab-parts.ts';

/** The lessons of a homelab (L) and what follows from them (D). Part 2 of 4. */
export const homelab2: readonly Mistake[] = [
  {
    name: 'L-16 Promtail reads the logs that Alloy reads',
    caughtBy: 'one-log-agent',
    says: 'Promtail',
    tree: {
      'alloy.yaml': yaml(
        chartApp('alloy', [GRAFANA, 'alloy', '0.10.1'], 'monitoring', {
          alloy: {
            mounts: { varlog: true },
            configMap: {
              content:
                'loki.source.kubernetes "pods" {\n  targets = []\n  forward_to = [loki.write.default.receiver]\n}\nloki.write "default" {\n  endpoint {\n    url = "http://loki.monitoring:3100/loki/api/v1/push"\n  }\n}\n',
            },
          },
        }),
      ),
      'promtail.yaml': yaml(
        chartApp('promtail', [GRAFANA, 'promtail', '6.16.6'], 'monitoring', {
          config: { clients: [{ url: 'http://loki.monitoring:3100/loki/api/v1/push' }] },
        }),
      ),
      'loki.yaml': yaml(space('monitoring'), app({ name: 'loki', namespace: 'monitoring', port: 3100 }), door('loki', 'monitoring', 3100)),
    },
  },
  {
    name: 'L-17 A webhook of Slack stands in a ConfigMap',
    caughtBy: 'no-literal-secret',
    tree: {
      'am.yaml': yaml(
        space('monitoring'),
        kube(
          'v1/ConfigMap',
          { name: 'alertmanager-config', namespace: 'monitoring' },
          {
            data: {
              'alertmanager.yml': `route: { receiver: slack }\nreceivers:\n  - name: slack\n    slack_configs:\n      - api_url: https://hooks.slack.com/services/T0ABCDEF1/B0ABCDEF2/aBcDeFgHiJkLmNoPqRsTuVwX\n        channel: '#ops'\n`,
            },
          },
        ),
      ),
    },
  },
  {
    name: 'L-18 The policy of the database lets everybody in',
    caughtBy: 'database-guarded',
    says: 'mysql',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        mysql(),
        mysqlDoor,
        claim,
        app({ name: 'was', container: { env: [{ name: 'DB_URL', value: 'jdbc:mysql://mysql:3306/shop' }] } }),
        door('was'),
        app(),
        door('web'),
        cnp('mysql', {
          endpointSelector: { matchLabels: { app: 'mysql' } },
          ingress: [{ fromEntities: ['cluster'], toPorts: [{ ports: [{ port: '3306', protocol: 'TCP' }] }] }],
        }),
      ),
    },
  },
  {
    name: 'L-19 Slack is switched on by editing the cluster',
    caughtBy: 'script-respects-gitops',
    says: 'alertmanager-config',
    tree: {
      'argocd/monitoring.yaml': yaml(folderApp('monitoring', 'k8s/monitoring', 'monitoring')),
      'k8s/monitoring/config.yaml': yaml(
        space('monitoring'),
        kube(
          'v1/ConfigMap',
          { name: 'alertmanager-config', namespace: 'monitoring' },
          { data: { 'alertmanager.yml': 'route: { receiver: none }\nreceivers: [{ name: none }]\n' } },
        ),
      ),
      'scripts/slack-on.sh': '#!/bin/bash\nset -e\nkubectl patch configmap alertmanager-config -n monitoring --patch-file slack.yaml\n',
    },
  },
  {
    name: 'L-20 The first step of a canary takes half of the users',
    caughtBy: 'canary-steps',
    tree: {
      'shop.yaml': yaml(space('shop', true), rollout([{ setWeight: 50 }, { pause: { duration: '30s' } }]), route(), subsets(), door('web')),
    },
  },
  {
    name: 'L-20 No pause follows a weight',
    caughtBy: 'canary-waits',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        rollout([{ setWeight: 10 }, { setWeight: 50 }, { pause: { duration: '30s' } }]),
        route(),
        subsets(),
        door('web'),
      ),
    },
  },
  {
    name: 'L-21 Alerts end at a receiver that tells nobody',
    caughtBy: ['alertmanager-notifies', 'alert-reaches-somebody'],
    partly: true,
    tree: {
      'monitoring.yaml': yaml(
        space('monitoring'),
        kube(
          'v1/ConfigMap',
          { name: 'alertmanager-config', namespace: 'monitoring' },
          { data: { 'alertmanager.yml': 'route: { receiver: default }\nreceivers: [{ name: default }]\n' } },
        ),
        kube(
          'v1/ConfigMap',
          { name: 'rules', namespace: 'monitoring' },
          {
            data: {
              'rules.yml':
                'groups:\n  - name: pods\n    rules:\n      - alert: PodDown\n        expr: up{job="web"} == 0\n        for: 5m\n        labels: { severity: critical }\n        annotations: { summary: down }\n',
            },
          },
        ),
      ),
    },
  },
  {
    name: 'L-22 Talon ends pods for every alert, and not as a dry run',
    caughtBy: 'response-dry-run',
    tree: {
      'talon.yaml': yaml(
        chartApp('talon', [FALCO, 'falco-talon', '0.2.2'], 'falco', {
          config: {
            rulesOverride:
              '- action: Terminate Pod\n  actionner: kubernetes:terminate\n- rule: Kill\n  match:\n    priority: ">=Warning"\n  actions:\n    - action: Terminate Pod\n',
          },
        }),
      ),
    },
  },
  {
    name: 'L-23 A script deploys by hand what Argo CD delivers',
    caughtBy: 'script-respects-gitops',
    says: 'set',
    tree: {
      'argocd/shop.yaml': yaml(folderApp('shop', 'k8s/shop', 'shop')),
      'k8s/shop/web.yaml': yaml(space('shop'), app(), door('web')),
      'deploy.sh':
        '#!/bin/bash\nset -e\ndocker push ghcr.io/acme/web:v3\nkubectl set image deployment/web web=ghcr.io/acme/web:v3 -n shop\n',
    },
  },
  {
    name: 'L-24 Storage is synced after what needs it',
    caughtBy: ['needed-comes-first', 'definition-comes-first'],
    says: 'longhorn',
    tree: {
      'apps/longhorn.yaml': yaml(
        chartApp(
          'longhorn',
          [LONGHORN, 'longhorn', '1.7.2'],
          'longhorn-system',
          { persistence: { defaultClass: true } },
          { annotations: { 'argocd.argoproj.io/sync-wave': '5' } },
        ),
      ),
      'apps/shop.yaml': yaml({
        ...folderApp('shop', 'k8s/shop', 'shop'),
        metadata: { name: 'shop', namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': '1' } },
      }),
      'k8s/shop/all.yaml': yaml(space('shop'), mysql(), mysqlDoor, claim),
    },
  },
  {
    name: 'L-25 The quota forgets the sidecars',
    caughtBy: 'quota-fits',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        kube(
          'v1/ResourceQuota',
          { name: 'quota', namespace: 'shop' },
          { spec: { hard: { 'limits.cpu': '2', 'limits.memory': '2Gi', 'requests.cpu': '1', 'requests.memory': '1Gi' } } },
        ),
        app({ replicas: 3 }),
        door('web'),
      ),
    },
  },
  {
    name: 'L-26 The only database pod is updated by adding a second',
    caughtBy: 'single-writer-update',
    tree: { 'shop.yaml': yaml(space('shop'), mysql({ spec: {} }), mysqlDoor, claim) },
  },
  {
    name: 'D-01 The ignored fields are put back while it syncs',
    caughtBy: ['argocd-respects-ignores', 'argocd-ignores-runtime-fields'],
    tree: {
      'argocd/shop.yaml': yaml(
        folderApp('shop', 'k8s/shop', 'shop', {
          ignoreDifferences: [
            { group: 'networking.istio.io', kind: 'VirtualService', name: 'web', jqPathExpressions: ['.spec.http[].route[].weight'] },
            {
              group: 'networking.istio.io',
              kind: 'DestinationRule',
              name: 'web',
              jsonPointers: ['/spec/subsets/0/labels', '/spec/subsets/1/labels'],
            },
          ],
        }),
      ),
      'k8s/shop/all.yaml': yaml(space('shop', true), rollout(STEPS), route(), subsets(), door('web')),
    },
  },
  {
    name: 'D-02 A hard spread counts the tainted control plane as an empty domain',
    caughtBy: ['spread-fits-nodes', 'pods-find-nodes'],
    tree: { 'nodes.yaml': NODES, 'shop.yaml': yaml(space('shop'), app({ replicas: 2, pod: spread }), door('web')) },
  },
  {
    name: 'D-03 A volume has more copies than nodes that may hold them',
    caughtBy: 'volume-copies-fit',
    tree: {
      'nodes.yaml': NODES,
      'class.yaml': yaml(
        kube(
          'storage.k8s.io/v1/StorageClass',
          { name: 'longhorn' },
          { provisioner: 'driver.longhorn.io', allowVolumeExpansion: true, parameters: { numberOfReplicas: '4' } },
        ),
      ),
    },
  },
  {
    name: 'D-04 The agent does not tolerate the taint of the control plane',
    caughtBy: 'agents-everywhere',
    tree: {
      'nodes.yaml': NODES,
      'agent.yaml': yaml(
        space('monitoring'),
        app({ name: 'node-exporter', namespace: 'monitoring', kind: 'apps/v1/DaemonSet', image: 'prom/node-exporter:v1.8.2', port: 9100 }),
      ),
    },
  },
];
