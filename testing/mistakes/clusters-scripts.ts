import { mistake } from './apps.ts';
import { addon, installs, release, repository } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { loki, pool, metallb, cloudInit, V35, packages, machines, terraform } from './clusters-scripts-parts.ts';

/** Scripts, machines and guides around the manifests. */
export const clusterScripts: readonly Mistake[] = [
  mistake(
    'A chart comes from a repository that the script never adds',
    'helm-calls-work',
    {
      'addons/install.sh': installs(
        repository('grafana'),
        'helm repo update',
        'helm upgrade --install loki grafana/loki --version 6.30.1 -n monitoring --create-namespace -f addons/values/loki.yaml',
        'helm upgrade --install vault hashicorp/vault --version 0.29.1 -n vault --create-namespace',
      ),
      'addons/values/loki.yaml': loki,
    },
    'addons/install.sh',
    [['helm repo update', `${repository('hashicorp')}\nhelm repo update`]],
  ),
  mistake(
    'A chart is asked from a repository that does not have it',
    'helm-charts-found',
    {
      'addons/install.sh': installs(
        repository('prometheus-community'),
        'helm upgrade --install loki prometheus-community/loki --version 6.30.1 -n monitoring --create-namespace -f addons/values/loki.yaml',
      ),
      'addons/values/loki.yaml': loki,
    },
    'addons/install.sh',
    [
      [repository('prometheus-community'), repository('grafana')],
      ['prometheus-community/loki', 'grafana/loki'],
    ],
  ),
  mistake(
    'The chart repository of the script is one that closed years ago',
    'helm-chart-maintained',
    {
      'addons/install.sh': installs(
        'helm repo add stable https://kubernetes-charts.storage.googleapis.com',
        'helm upgrade --install metrics-server stable/metrics-server --version 2.11.1 -n kube-system',
      ),
    },
    'addons/install.sh',
    [
      ['stable https://kubernetes-charts.storage.googleapis.com', 'metrics-server https://kubernetes-sigs.github.io/metrics-server/'],
      ['stable/metrics-server --version 2.11.1', 'metrics-server/metrics-server --version 3.13.0'],
    ],
  ),
  mistake(
    'The values of Promtail are those of Loki, copied with the line',
    'helm-charts-found',
    {
      'addons/install.sh': installs(
        release('loki', 'grafana', 'loki', '6.30.1', 'monitoring'),
        'helm upgrade --install promtail grafana/promtail --version 6.17.0 -n monitoring -f addons/values/loki.yaml',
      ),
      'addons/values/loki.yaml': loki,
      'addons/values/promtail.yaml': 'config: { clients: [{ url: http://loki.monitoring.svc:3100/loki/api/v1/push }] }\n',
    },
    'addons/install.sh',
    [
      [
        'promtail --version 6.17.0 -n monitoring -f addons/values/loki.yaml',
        'promtail --version 6.17.0 -n monitoring -f addons/values/promtail.yaml',
      ],
    ],
  ),
  mistake(
    'A release goes into a namespace that the script does not make',
    'helm-calls-work',
    {
      'addons/install.sh': installs(
        'kubectl create namespace observability --dry-run=client -o yaml | kubectl apply -f -',
        repository('grafana'),
        'helm upgrade --install loki grafana/loki --version 6.30.1 -n monitoring -f addons/values/loki.yaml',
      ),
      'addons/values/loki.yaml': loki,
    },
    'addons/install.sh',
    [['create namespace observability', 'create namespace monitoring']],
  ),
  mistake(
    'The pool of MetalLB is applied before MetalLB brings its definitions',
    'script-order',
    {
      'addons/install.sh': installs('kubectl apply -f addons/values/metallb-pool.yaml', metallb),
      'addons/values/metallb-pool.yaml': pool,
    },
    'addons/install.sh',
    [
      ['kubectl apply -f addons/values/metallb-pool.yaml\n', ''],
      ['--create-namespace\n', '--create-namespace --wait\nkubectl apply -f addons/values/metallb-pool.yaml\n'],
    ],
  ),
  mistake(
    'The script that takes everything away names a release that nobody installed',
    'helm-calls-work',
    {
      ...addon(
        'kube-prometheus-stack',
        'prometheus-community',
        'kube-prometheus-stack',
        '72.6.2',
        'monitoring',
        'grafana: { enabled: true }\n',
      ),
      'addons/uninstall.sh': installs('helm uninstall prometheus -n monitoring', 'kubectl delete namespace monitoring'),
    },
    'addons/uninstall.sh',
    [['uninstall prometheus ', 'uninstall kube-prometheus-stack ']],
  ),
  mistake(
    'The script that verifies looks for Loki in the namespace in which it was before',
    'command-selects-pods',
    {
      ...addon('loki', 'grafana', 'loki', '6.30.1', 'monitoring', loki),
      'addons/verify.sh': installs('kubectl -n logging wait --for=condition=ready pod -l app.kubernetes.io/name=loki --timeout=300s'),
    },
    'addons/verify.sh',
    [['-n logging', '-n monitoring']],
  ),
  mistake(
    'A script can run only once: it makes namespaces and stops where one is there',
    'script-repeatable',
    {
      'addons/install.sh': installs(
        'kubectl create namespace monitoring',
        'kubectl create namespace vault',
        repository('hashicorp'),
        'helm upgrade --install vault hashicorp/vault --version 0.29.1 -n vault',
      ),
    },
    'addons/install.sh',
    [
      ['namespace monitoring', 'namespace monitoring --dry-run=client -o yaml | kubectl apply -f -'],
      ['namespace vault', 'namespace vault --dry-run=client -o yaml | kubectl apply -f -'],
    ],
    { partly: true },
  ),
  mistake(
    'A script can run only once: helm install refuses a release that is there',
    'script-repeatable',
    {
      'addons/install.sh': installs(
        repository('hashicorp'),
        'helm install vault hashicorp/vault --version 0.29.1 -n vault --create-namespace',
        repository('jetstack'),
        'helm upgrade --install cert-manager jetstack/cert-manager --version v1.17.1 -n cert-manager --create-namespace --set crds.enabled=true',
      ),
    },
    'addons/install.sh',
    [['helm install vault', 'helm upgrade --install vault']],
    { partly: true },
  ),
  mistake(
    'The machines install Kubernetes 1.35 from the packages of 1.30',
    'node-setup-works',
    { ...terraform, 'init/k8s.yaml': cloudInit(V35.replace('v1.35', 'v1.30'), packages) },
    'init/k8s.yaml',
    [['v1.30', 'v1.35']],
  ),
  mistake(
    'The machines get their packages from the repository that Google closed',
    'node-setup-works',
    {
      ...terraform,
      'init/k8s.yaml': cloudInit(V35, packages).replace(
        `deb [signed-by=/etc/apt/keyrings/kubernetes.gpg] ${V35} /`,
        'deb https://apt.kubernetes.io/ kubernetes-xenial main',
      ),
    },
    'init/k8s.yaml',
    [['deb https://apt.kubernetes.io/ kubernetes-xenial main', `deb [signed-by=/etc/apt/keyrings/kubernetes.gpg] ${V35} /`]],
  ),
  mistake(
    'The machines of Terraform start from a cloud-init file under another name',
    'terraform-references-declared',
    { ...terraform, 'main.tf': machines.replaceAll('init/k8s.yaml', 'init/kubernetes.yaml') },
    'main.tf',
    [['init/kubernetes.yaml', 'init/k8s.yaml']],
  ),
  mistake(
    'Terraform joins the workers by a script that was renamed',
    'terraform-references-declared',
    { ...terraform, 'main.tf': machines.replace('join-all.sh', 'join-workers.sh') },
    'main.tf',
    [['join-workers.sh', 'join-all.sh']],
  ),
  mistake(
    'The workers of Terraform join while they are still being made: nothing waits for them',
    'terraform-references-declared',
    { ...terraform, 'main.tf': machines.replace('depends_on = [null_resource.workers]', 'depends_on = [null_resource.worker]') },
    'main.tf',
    [['null_resource.worker]', 'null_resource.workers]']],
  ),
  mistake(
    'The file of cloud-init lacks its first line, and nothing of it is done',
    'node-setup-works',
    { ...terraform, 'init/k8s.yaml': cloudInit(V35, packages).replace('#cloud-config\n', '') },
    'init/k8s.yaml',
    [['package_update', '#cloud-config\npackage_update']],
    { missed: 'comments are not kept when YAML is read' },
  ),
  mistake(
    'A file of cloud-init writes the settings of containerd with the wrong driver of cgroups',
    'node-setup-works',
    {
      ...terraform,
      'init/k8s.yaml': cloudInit(
        V35,
        packages,
        `  - path: /etc/containerd/config.toml
    content: |
      version = 2
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
        runtime_type = "io.containerd.runc.v2"
        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
          SystemdCgroup = false
`,
      ),
    },
    'init/k8s.yaml',
    [['SystemdCgroup = false', 'SystemdCgroup = true']],
  ),
  mistake(
    'Workers join with a token that stands in the repository',
    'no-literal-secret',
    {
      ...terraform,
      'shell/join-all.sh': installs(
        'multipass exec mgmt-worker-0 -- sudo kubeadm join 192.168.64.10:6443 --token 9vr73a.a8uxyaju799qwdjv --discovery-token-ca-cert-hash sha256:7c2e69131a36ae2a042a339b33381c6d0d43887e2de83720eff5359e26aec866',
      ),
    },
    'shell/join-all.sh',
    [
      [
        'multipass exec mgmt-worker-0 -- sudo kubeadm join 192.168.64.10:6443 --token 9vr73a.a8uxyaju799qwdjv --discovery-token-ca-cert-hash sha256:7c2e69131a36ae2a042a339b33381c6d0d43887e2de83720eff5359e26aec866',
        'multipass exec mgmt-worker-0 -- sudo $(multipass exec mgmt-cp-0 -- kubeadm token create --print-join-command)',
      ],
    ],
  ),
  mistake(
    'Two programs of a compose file publish the same port of the host',
    'compose-agrees',
    {
      'compose/docker-compose.yml': `services:
  harbor-proxy:
    image: goharbor/nginx-photon:v2.12.2
    ports: ['80:8080', '8443:8443']
    restart: always
  argocd:
    image: quay.io/argoproj/argocd:v3.0.6
    ports: ['8443:8080']
    restart: always
`,
    },
    'compose/docker-compose.yml',
    [["['8443:8080']", "['9443:8080']"]],
  ),
  mistake(
    'The guide forwards a port of a Service that the chart names otherwise',
    'command-names-exist',
    {
      ...addon(
        'kube-prometheus-stack',
        'prometheus-community',
        'kube-prometheus-stack',
        '72.6.2',
        'monitoring',
        'grafana: { enabled: true }\n',
      ),
      'README.md': '# Add-ons\n\n```bash\nkubectl -n monitoring port-forward svc/prometheus-grafana 3000:80\n```\n',
    },
    'README.md',
    [['svc/prometheus-grafana', 'svc/kube-prometheus-stack-grafana']],
    { markdown: true },
  ),
];
