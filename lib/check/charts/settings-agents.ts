import { at, fields, fieldsAt, itemsAt, numberAt, someString, strings, textAt } from '../read.ts';
import { on, type Given, type WrongSetting } from './setting.ts';

/** The chart of Grafana, by itself or as a part of another under a key. */
export function* grafana({ values }: Given, base = ''): Iterable<WrongSetting> {
  const own = base === '' ? values : at(values, base);
  const place = (path: string): string => (base === '' ? path : `${base}.${path}`);
  const shared =
    itemsAt(own, 'persistence.accessModes').includes('ReadWriteMany') || /^(sts|statefulset)$/.test(textAt(own, 'persistence.type') ?? '');
  if (!on(own, 'persistence.enabled') || shared || on(own, 'useStatefulSet') || textAt(own, 'deploymentStrategy.type') === 'Recreate')
    return;
  yield {
    path: place('persistence.enabled'),
    severity: 'warning',
    message:
      'Grafana keeps its database on a volume that one node mounts, and is updated by adding a second pod (deploymentStrategy RollingUpdate, the default)',
    why: 'On another node the new pod waits for the volume for ever; on the same one two programs open one database, and it is locked.',
    fix: `Set ${place('deploymentStrategy')}: {type: Recreate}.`,
  };
}

/** @see https://github.com/prometheus-community/helm-charts/blob/main/charts/kube-prometheus-stack/values.yaml */
export function* prometheusStack(given: Given): Iterable<WrongSetting> {
  const { values } = given;
  yield* grafana(given, 'grafana');
  const rules = ['additionalPrometheusRulesMap', 'additionalPrometheusRules'].find(
    (key) => Object.keys(fieldsAt(values, key)).length > 0 || itemsAt(values, key).length > 0,
  );
  if (on(values, 'prometheus.agentMode') && rules !== undefined) {
    yield {
      path: rules,
      severity: 'warning',
      message: `${rules} hands rules to a Prometheus in agent mode`,
      why: 'An agent evaluates nothing: the alerts look installed and never fire.',
      fix: 'Evaluate them where the metrics are stored (a ruler of Thanos or Mimir, or the central Prometheus).',
    };
  }
  const local = ['kubeControllerManager', 'kubeScheduler', 'kubeEtcd'].filter(
    (part) => at(values, `${part}.enabled`) !== false && at(values, part) !== undefined,
  );
  if (given.kubeadm === true && !on(values, 'prometheus.agentMode') && local[0] !== undefined) {
    yield {
      path: `${local[0]}.enabled`,
      severity: 'info',
      message: `${local.join(', ')} ${local.length === 1 ? 'is' : 'are'} scraped, and kubeadm lets them listen on the machine itself only`,
      why: 'The targets are down from the first minute on, and their alerts (KubeSchedulerDown and the like) never end.',
      fix: 'Set bind-address (listen-metrics-urls for etcd) in the configuration of kubeadm, or switch the parts off.',
    };
  }
  const idle = ['retention', 'retentionSize', 'ruleSelector', 'additionalAlertManagerConfigs', 'enableAdminAPI', 'thanos'].filter(
    (key) => at(values, `prometheus.prometheusSpec.${key}`) !== undefined,
  );
  if (on(values, 'prometheus.agentMode') && idle[0] !== undefined) {
    yield {
      path: `prometheus.prometheusSpec.${idle[0]}`,
      severity: 'info',
      message: `an agent has no ${idle.join(', ')}`,
      why: 'It keeps only what it has not sent yet, and evaluates nothing: the chart leaves the setting out.',
      fix: 'Remove it, or set it where the metrics are stored.',
    };
  }
  const written = itemsAt(values, 'prometheus.prometheusSpec.remoteWrite').findIndex((each) =>
    /thanos-receive|\/api\/v1\/receive$/.test(textAt(each, 'url') ?? ''),
  );
  if (written !== -1 && at(values, 'prometheus.prometheusSpec.thanos.objectStorageConfig') !== undefined) {
    yield {
      path: `prometheus.prometheusSpec.remoteWrite[${written}]`,
      severity: 'warning',
      message: 'the same metrics go to Thanos by its sidecar (thanos.objectStorageConfig) and by remote write',
      why: 'Every series is in the bucket twice: it grows twice as fast, and sums are doubled where no replica label tells the two apart.',
      fix: 'Keep one of the two ways.',
    };
  }
  const storage = 'prometheus.prometheusSpec.storageSpec.emptyDir.medium';
  if (textAt(values, storage) === 'Memory') {
    yield {
      path: storage,
      severity: 'warning',
      message: 'what Prometheus keeps is on a volume in Memory',
      why: 'It counts to the memory of the pod: after some hours the pod is killed, and with it all that was not sent yet.',
      fix: 'Use a volumeClaimTemplate, or an emptyDir on disk with a sizeLimit.',
    };
  }
}

/**
 * A variable of the pod in a configuration, of a program that puts none in unless it is told to (-config.expand-env=true).
 * @see https://grafana.com/docs/loki/latest/configure/#use-environment-variables-in-the-configuration
 */
export function* unexpanded(values: unknown, base: string): Iterable<WrongSetting> {
  if (someString(values, (each) => each.includes('config.expand-env'))) return;
  const given = new Set(['HOSTNAME', ...variables(values)]);
  for (const { path, value } of strings(at(values, base))) {
    const name = [...value.matchAll(/\$\{([A-Z_][A-Z0-9_]*)(?::[^}]*)?\}/g)].map(([, each = '']) => each).find((each) => given.has(each));
    if (name === undefined) continue;
    yield {
      path: path.startsWith('[') ? `${base}${path}` : `${base}.${path}`,
      severity: 'error',
      message: `the configuration has \${${name}}, and no argument -config.expand-env=true`,
      why: 'The text stays as it is: the program sends a label or logs in with a name that begins with a dollar sign.',
      fix: 'Add -config.expand-env=true to extraArgs.',
    };
    return;
  }
}

/** Names of variables that the values give to pods. */
function variables(values: unknown): readonly string[] {
  return [values, ...Object.values(fields(values))].flatMap((part) =>
    itemsAt(part, 'extraEnv').flatMap((each) => textAt(each, 'name') ?? []),
  );
}

/** @see https://grafana.com/docs/loki/latest/send-data/promtail/configuration/#clients */
export function* promtail({ values }: Given): Iterable<WrongSetting> {
  yield* unexpanded(values, 'config');
  for (const [index, client] of itemsAt(values, 'config.clients').entries()) {
    const retries = numberAt(client, 'backoff_config.max_retries');
    if (retries === undefined || retries === 0 || retries >= 10) continue;
    yield {
      path: `config.clients[${index}].backoff_config.max_retries`,
      severity: 'info',
      message: `max_retries is ${retries}, fewer than the default of 10`,
      why: 'When the store is gone for some minutes the lines of that time are dropped.',
      fix: 'Leave it out, or raise it: the positions file remembers what was not sent.',
    };
  }
}

/** @see https://github.com/kubernetes-sigs/metrics-server#requirements */
export function* metricsServer({ values, has }: Given): Iterable<WrongSetting> {
  const args = [...itemsAt(values, 'args'), ...itemsAt(values, 'defaultArgs')].map(String);
  if (!has('kubeadm.k8s.io/v1beta4/ClusterConfiguration') || args.some((each) => /kubelet-(insecure-tls|certificate-authority)/.test(each)))
    return;
  yield {
    path: at(values, 'args') === undefined ? '' : 'args',
    severity: 'info',
    message: 'kubelets of kubeadm sign their certificates themselves, and no argument tells metrics-server to trust them',
    why: 'It is never ready ("x509: cannot validate certificate"): autoscalers know no CPU, and scale nothing.',
    fix: 'Set serverTLSBootstrap and approve the certificates, or add --kubelet-insecure-tls to args.',
  };
}
