import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { terraformReferencesDeclared } from './terraform-references-declared.ts';

const tf = (file: string, text: string) => inFile(file, documentObject('TextFile', file.replace('.tf', ''), { text }));
const variables = tf('infra/variables.tf', 'variable "cluster_name" { type = string }\nvariable "region" {\n  default = "eu"\n}\n');
const network = [
  tf(
    'infra/modules/network/main.tf',
    'variable "name" {}\nvariable "cidr" {\n  default = "10.0.0.0/16"\n}\nresource "google_compute_network" "main" {\n  name = var.name\n}\n',
  ),
  tf('infra/modules/network/outputs.tf', 'output "id" { value = google_compute_network.main.id }\n'),
];
const files = [
  'infra/main.tf',
  'infra/variables.tf',
  'infra/values/argocd.yaml',
  'infra/modules/network/main.tf',
  'infra/modules/network/outputs.tf',
];

const runs = (command: string, more = '') =>
  tf('infra/main.tf', `resource "null_resource" "vm" {\n  provisioner "local-exec" {\n    command = "${command}"\n  }\n}\n${more}`);

const startup = (given: string, template: string) => [
  tf('infra/main.tf', `locals {\n  script = templatefile("\${path.module}/startup.sh.tpl", { ${given} })\n}\n`),
  tf('infra/startup.sh.tpl', template),
];

ruleCases(terraformReferencesDeclared, {
  accepts: {
    'a template that is handed all that it inserts': startup(
      'version = "1", nodes = ["a"]',
      'curl ${version}\n%{ for node in nodes ~}\necho ${node} $${HOME} $NAME\n%{ endfor ~}\n',
    ),
    'commands that name files of the folder, or of the root': {
      given: [runs('bash values/argocd.yaml && cat infra/main.tf && kubectl apply -f ${path.module}/values/argocd.yaml')],
      files,
    },
    'a file that Terraform writes': {
      given: [runs('ansible-playbook -i out/hosts.cfg', 'resource "local_file" "hosts" {\n  filename = "out/hosts.cfg"\n}\n')],
      files,
    },
    'commands on another machine': { given: [runs('ssh ubuntu@host /opt/setup/run.sh')], files },
    'what is declared in another file of the folder': [
      variables,
      tf(
        'infra/main.tf',
        'locals {\n  zone = "${var.region}-b"\n}\nresource "google_compute_address" "ip" {\n  name = "${var.cluster_name}-${local.zone}"\n}\noutput "ip" { value = google_compute_address.ip.address }\n',
      ),
    ],
    'variables of loops, and names of the language': [
      tf(
        'infra/main.tf',
        'resource "google_compute_instance" "node" {\n  for_each = { for node_pool in ["a"] : node_pool => node_pool.size }\n  name = each.value\n  labels = { x = self.id, y = path.module, z = terraform.workspace }\n  dynamic "disk" {\n    for_each = []\n    content { size = disk.value.size }\n  }\n}\n',
      ),
    ],
    'names in comments and texts': [tf('infra/main.tf', '# var.gone\nresource "a_b" "c" {\n  text = "say var.gone or $${var.gone}"\n}\n')],
    'a module with what it must have': {
      given: [
        ...network,
        variables,
        tf(
          'infra/main.tf',
          'module "network" {\n  source = "./modules/network"\n  name = var.cluster_name\n}\noutput "id" { value = module.network.id }\n',
        ),
      ],
      files,
    },
    'a module from a registry, whatever it has': {
      given: [
        tf(
          'infra/main.tf',
          'module "network" {\n  source = "terraform-google-modules/network/google"\n  x = 1\n}\noutput "id" { value = module.network.anything }\n',
        ),
      ],
      files,
    },
    'files that are there, and those of the machine': {
      given: [
        tf(
          'infra/main.tf',
          'resource "helm_release" "argocd" {\n  values = [file("${path.module}/values/argocd.yaml"), file("values/argocd.yaml"), file("~/.kube/config.yaml"), file(var.region)]\n}\n',
        ),
        variables,
      ],
      files,
    },
  },
  refuses: {
    'a template that inserts what it is not handed': {
      given: startup('version = "1"', 'K3S_TOKEN=${cluster_token} sh k3s-${version}.sh\n'),
      says: 'startup.sh.tpl inserts ${cluster_token}, which templatefile does not hand to it',
      fix: 'Add cluster_token to the map, or write $${cluster_token} for the shell.',
    },
    'a command that names a file under another name': {
      given: [runs('multipass launch --cloud-init values/argo-cd.yaml')],
      files,
      says: 'a command names values/argo-cd.yaml, which is not in the tree',
      fix: 'Did you mean "infra/values/argocd.yaml"?',
    },
    'a variable that is off by a letter': {
      given: [variables, tf('infra/main.tf', 'module "net" {\n  source = "o/network/google"\n  name   = "${var.cluster_nme}-net"\n}\n')],
      says: 'var.cluster_nme is not declared in infra',
      fix: 'Did you mean "cluster_name"?',
    },
    'locals, modules, data and resources that are gone': {
      given: [
        tf(
          'infra/main.tf',
          'resource "google_compute_network" "main" {}\noutput "all" {\n  value = [local.zone, module.net.id, data.google_project.this.id, google_compute_network.man.id]\n}\n',
        ),
      ],
      says: [
        'data.google_project.this is not declared in infra',
        'google_compute_network.man is not declared in infra',
        'local.zone is not declared in infra',
        'module.net is not declared in infra',
      ],
    },
    'a module that is called otherwise than it is': {
      given: [
        ...network,
        tf(
          'infra/main.tf',
          'module "network" {\n  source = "./modules/network"\n  names = "x"\n}\noutput "id" { value = module.network.network_id }\n',
        ),
      ],
      files,
      says: [
        'module network is given names, and infra/modules/network has no such variable',
        'module network is not given name, which infra/modules/network must have',
        'module.network.network_id is read, and infra/modules/network has the outputs id',
      ],
    },
    'a module that was moved': {
      given: [...network, tf('infra/main.tf', 'module "network" {\n  source = "../modules/network"\n}\n')],
      files,
      says: 'module network comes from ../modules/network, which is not in the tree',
    },
    'a values file by another name': {
      given: [tf('infra/main.tf', 'resource "helm_release" "argocd" {\n  values = [file("${path.module}/values/argo.yaml")]\n}\n')],
      files,
      says: 'file reads values/argo.yaml, which is not in the tree',
      fix: 'Did you mean "infra/values/argocd.yaml"?',
    },
  },
});
