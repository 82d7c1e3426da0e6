import { deployment, mistake, object } from './apps.ts';
import { documents, namespace } from './pieces.ts';
import type { Mistake } from './mistake.ts';
import { kp, alertTree } from './fleet3-details-parts.ts';

/** Words of metrics and policies, and sizes. */
export const fleet3Words: readonly Mistake[] = [
  mistake(
    'An alert asks Argo CD for a status with a small letter',
    'label-value-possible',
    alertTree('argocd_app_info{sync_status="OutofSync"} == 1'),
    'mgmt/rules.yaml',
    [['OutofSync', 'OutOfSync']],
  ),
  mistake(
    'An alert asks Argo CD for a state of health in small letters',
    'label-value-possible',
    alertTree('argocd_app_info{health_status="degraded"} == 1'),
    'mgmt/rules.yaml',
    [['degraded', 'Degraded']],
  ),
  mistake(
    'An alert asks cert-manager for a condition in small letters',
    'label-value-possible',
    alertTree('certmanager_certificate_ready_status{condition="false"} == 1'),
    'mgmt/rules.yaml',
    [['"false\\"', '"False\\"']],
  ),
  mistake(
    'An alert asks for a phase of claims in small letters',
    'label-value-possible',
    alertTree('kube_persistentvolumeclaim_status_phase{phase="pending"} == 1'),
    'mgmt/rules.yaml',
    [['pending', 'Pending']],
  ),
  mistake(
    'An alert asks for a condition of nodes with a capital',
    'label-value-possible',
    alertTree('kube_node_status_condition{condition="Ready", status="False"} == 1'),
    'mgmt/rules.yaml',
    [['"False\\"', '"false\\"']],
  ),
  mistake(
    'An alert asks Kyverno for a result in the past tense',
    'label-value-possible',
    alertTree('increase(kyverno_policy_results_total{rule_result="failed"}[10m]) > 0'),
    'mgmt/rules.yaml',
    [['failed', 'fail']],
  ),
  mistake(
    'Kyverno is told a level of pod security with a capital',
    'schema-valid',
    {
      'app1/p.yaml': kp(
        '    - name: pss\n      match: { any: [{ resources: { kinds: [Pod] } }] }\n      validate: { failureAction: Enforce, podSecurity: { level: Restricted, version: latest } }',
      ),
    },
    'app1/p.yaml',
    [['level: Restricted', 'level: restricted']],
  ),
  mistake(
    'Kyverno leaves out a control of pod security by half of its name',
    'schema-valid',
    {
      'app1/p.yaml': kp(
        '    - name: pss\n      match: { any: [{ resources: { kinds: [Pod] } }] }\n      validate: { failureAction: Enforce, podSecurity: { level: baseline, version: latest, exclude: [{ controlName: Privileged }] } }',
      ),
    },
    'app1/p.yaml',
    [['controlName: Privileged', 'controlName: Privileged Containers']],
  ),
  mistake(
    'Kyverno is told operations in small letters',
    'schema-valid',
    {
      'app1/p.yaml': kp(
        "    - name: pss\n      match: { any: [{ resources: { kinds: [Pod], operations: [Create] } }] }\n      validate: { failureAction: Enforce, message: m, pattern: { metadata: { labels: { app: '?*' } } } }",
      ),
    },
    'app1/p.yaml',
    [['[Create]', '[CREATE]']],
  ),
  mistake(
    'A claim of no class waits for a volume that nobody makes',
    'storage-class-exists',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        object(
          'v1',
          'PersistentVolumeClaim',
          'data',
          'app',
          "spec: { accessModes: [ReadWriteOnce], storageClassName: '', resources: { requests: { storage: 5Gi } } }",
        ),
        object(
          'storage.k8s.io/v1',
          'StorageClass',
          'local-path',
          '',
          'provisioner: rancher.io/local-path\nvolumeBindingMode: WaitForFirstConsumer',
        ),
      ),
    },
    'app1/a.yaml',
    [["storageClassName: ''", 'storageClassName: local-path']],
    { partly: true, missed: 'a volume of no class may be made by hand' },
  ),
  mistake(
    'A claim asks for more than its namespace allows to one',
    'claim-fits-range',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        object('v1', 'LimitRange', 'd', 'app', 'spec: { limits: [{ type: PersistentVolumeClaim, max: { storage: 5Gi } }] }'),
        object(
          'v1',
          'PersistentVolumeClaim',
          'data',
          'app',
          'spec: { accessModes: [ReadWriteOnce], storageClassName: local-path, resources: { requests: { storage: 8Gi } } }',
        ),
      ),
    },
    'app1/a.yaml',
    [['max: { storage: 5Gi }', 'max: { storage: 10Gi }']],
  ),
  mistake(
    'The mode of a vertical autoscaler for one container is no text',
    'yaml-typed-value',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080),
        object(
          'autoscaling.k8s.io/v1',
          'VerticalPodAutoscaler',
          'web',
          'app',
          'spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, updatePolicy: { updateMode: Recreate, minReplicas: 1 }, resourcePolicy: { containerPolicies: [{ containerName: istio-proxy, mode: Off }] } }',
        ),
      ),
    },
    'app1/a.yaml',
    [['mode: Off', "mode: 'Off'"]],
  ),
  mistake(
    'A spread counts pods by a label that they lack',
    'spread-selects-own-pods',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080, {
          replicas: 2,
          pod: 'automountServiceAccountToken: false\ntopologySpreadConstraints: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app.kubernetes.io/name: web } } }]',
        }),
      ),
    },
    'app1/a.yaml',
    [['app.kubernetes.io/name: web', 'app: web']],
  ),
  mistake(
    'The taint of the control plane is tolerated with a value that it does not have',
    'control-plane-tolerated',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080, {
          pod: 'automountServiceAccountToken: false\ntolerations: [{ key: node-role.kubernetes.io/control-plane, operator: Equal, value: "true", effect: NoSchedule }]\nnodeSelector: { node-role.kubernetes.io/control-plane: "" }',
        }),
      ),
    },
    'app1/a.yaml',
    [['operator: Equal, value: "true"', 'operator: Exists']],
  ),
];
