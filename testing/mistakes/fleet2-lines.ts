import { mistake, object } from './apps.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';

/** Corners of the platform that the other tables leave out: scripts and machines. */
export const fleet2Lines: readonly Mistake[] = [
  mistake(
    'The helm release in Terraform reads a file of values that was moved',
    'terraform-references-declared',
    {
      'platform/main.tf': `resource "helm_release" "loki" {
  name       = "loki"
  repository = "https://grafana.github.io/helm-charts"
  chart      = "loki"
  version    = "6.30.1"
  namespace  = "monitoring"
  values     = [file("\${path.module}/values/loki.yaml")]
}
`,
      'platform/helm/loki.yaml': 'loki: { auth_enabled: false }\n',
    },
    'platform/main.tf',
    [['/values/loki.yaml', '/helm/loki.yaml']],
  ),
  mistake(
    'Terraform hands a template of cloud-init a variable that it does not have',
    'terraform-references-declared',
    {
      'machines/main.tf': `resource "local_file" "init" {
  filename = "\${path.module}/out/mgmt.yaml"
  content  = templatefile("\${path.module}/init.yaml.tpl", { hostname = "mgmt-cp", version = "1.35" })
}
`,
      'machines/init.yaml.tpl': '#cloud-config\nhostname: ${hostname}\nruncmd:\n  - echo ${k8s_version}\n',
    },
    'machines/main.tf',
    [['version = "1.35"', 'k8s_version = "1.35"']],
  ),
  mistake(
    'Two machines of Vagrant have one address',
    'cluster-ranges-apart',
    {
      Vagrantfile: `Vagrant.configure("2") do |config|
  config.vm.define "mgmt-cp" do |node|
    node.vm.network "private_network", ip: "192.168.56.10"
  end
  config.vm.define "mgmt-worker-0" do |node|
    node.vm.network "private_network", ip: "192.168.56.10"
  end
end
`,
    },
    'Vagrantfile',
    [
      [
        '"mgmt-worker-0" do |node|\n    node.vm.network "private_network", ip: "192.168.56.10"',
        '"mgmt-worker-0" do |node|\n    node.vm.network "private_network", ip: "192.168.56.11"',
      ],
    ],
    { missed: 'a Vagrantfile is a program; only names of machines are read from it' },
  ),
  mistake(
    'A task of Ansible installs a chart with a file of values that is not there',
    'script-paths-exist',
    {
      'machines/inventory.yaml': 'all: { children: { control_planes: { hosts: { mgmt-cp: {} } } } }\n',
      'machines/addons.yaml': `- hosts: control_planes
  tasks:
    - name: Cilium
      kubernetes.core.helm:
        name: cilium
        chart_ref: cilium/cilium
        chart_version: 1.19.1
        release_namespace: kube-system
        values_files: [values/cilium.yaml]
`,
      'machines/values/cilium-mgmt.yaml': 'cluster: { name: mgmt, id: 1 }\n',
    },
    'machines/addons.yaml',
    [['values/cilium.yaml', 'values/cilium-mgmt.yaml']],
    { missed: 'files that tasks name are looked for in many folders; nothing follows them yet' },
  ),
  mistake(
    'A handler of Ansible is called by another name than it has',
    'playbook-handlers-exist',
    {
      'machines/inventory.yaml': 'all: { children: { control_planes: { hosts: { mgmt-cp: {} } } } }\n',
      'machines/site.yaml': `- hosts: control_planes
  tasks:
    - name: Settings of containerd
      ansible.builtin.template: { src: config.toml.j2, dest: /etc/containerd/config.toml }
      notify: Restart containerd
  handlers:
    - name: restart containerd
      ansible.builtin.service: { name: containerd, state: restarted }
`,
      'machines/config.toml.j2': 'version = 2\n',
    },
    'machines/site.yaml',
    [['notify: Restart', 'notify: restart']],
  ),
  mistake(
    'An ExternalSecret takes all keys of a path and is to rename them in the old way',
    'schema-unknown-field',
    {
      'app1/s.yaml': documents(
        namespace('app'),
        object('v1', 'ServiceAccount', 'eso', 'app', 'automountServiceAccountToken: false'),
        object(
          'external-secrets.io/v1',
          'SecretStore',
          'vault',
          'app',
          `spec:
  provider:
    vault: { server: 'https://vault.example.com', path: secret, version: v2, auth: { kubernetes: { mountPath: kubernetes-app1, role: app, serviceAccountRef: { name: eso } } } }`,
        ),
        object(
          'external-secrets.io/v1',
          'ExternalSecret',
          'web',
          'app',
          `spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault, kind: SecretStore }
  target: { name: web }
  dataFrom: [{ key: app/web }]`,
        ),
      ),
    },
    'app1/s.yaml',
    [['dataFrom: [{ key: app/web }]', 'dataFrom: [{ extract: { key: app/web } }]']],
  ),
];
