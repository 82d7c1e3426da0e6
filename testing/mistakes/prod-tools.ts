import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const MAIN = 'terraform/main.tf';
const VERIFY = 'scripts/verify.sh';
const RUNBOOK = 'docs/runbook.md';
const SKAFFOLD = `apiVersion: skaffold/v4beta8
kind: Config
metadata: { name: titanium }
build:
  artifacts:
    - { image: acme/user-service, context: services/user-service }
    - { image: acme/blog-service, context: services/blog-service }
manifests:
  kustomize: { paths: [k8s-manifests/overlays/solid-cloud] }
portForward:
  - { resourceType: service, resourceName: load-balancer-service, namespace: titanium-prod, port: 7100, localPort: 7100 }
`;

/** Terraform, scripts, guides and the tool of developers. */
export const prodTools: readonly Mistake[] = [
  slip({ name: 'A module is given a variable that it does not have', caughtBy: 'terraform-references-declared' }, [
    [MAIN, 'vpc_cidr        = var.vpc_cidr', 'network_cidr    = var.vpc_cidr'],
  ]),
  slip({ name: 'A module is not given what it demands', caughtBy: 'terraform-references-declared' }, [
    [MAIN, '  private_subnets = ["10.0.11.0/24", "10.0.12.0/24", "10.0.13.0/24"]\n', ''],
  ]),
  slip({ name: 'An output reads what the module does not hand out', caughtBy: 'terraform-references-declared' }, [
    ['terraform/outputs.tf', 'module.network.network_id', 'module.network.vpc_id'],
  ]),
  slip({ name: 'A network lies outside of the network that holds it', caughtBy: 'terraform-networks-fit' }, [
    [MAIN, '"10.0.12.0/24"', '"10.1.12.0/24"'],
  ]),
  slip({ name: 'Two networks have the same addresses', caughtBy: 'terraform-networks-fit' }, [[MAIN, '"10.0.12.0/24"', '"10.0.11.0/24"']]),
  slip({ name: 'A password stands as the default of a variable', caughtBy: 'terraform-state-apart' }, [
    [
      'terraform/variables.tf',
      'variable "vpc_cidr"',
      'variable "postgres_password" {\n  type    = string\n  default = "titanium2025!"\n}\n\nvariable "vpc_cidr"',
    ],
  ]),
  slip({ name: 'The values of Terraform with a password are in Git', caughtBy: 'no-literal-secret' }, [], {
    'terraform/terraform.tfvars': 'vpc_cidr          = "10.0.0.0/16"\npostgres_password = "titanium2025!"\n',
  }),
  slip({ name: 'The state of Terraform is in Git', caughtBy: 'terraform-state-apart' }, [], {
    'terraform/terraform.tfstate':
      '{ "version": 4, "terraform_version": "1.5.7", "serial": 12, "lineage": "0c1b", "outputs": {}, "resources": [] }\n',
  }),
  slip({ name: 'Terraform codes a Secret that its provider codes again', caughtBy: 'secret-encoded-once' }, [], {
    'terraform/modules/database/main.tf': `variable "password" {
  type      = string
  sensitive = true
}

resource "kubernetes_secret" "postgres" {
  metadata {
    name      = "postgres-admin"
    namespace = "titanium-prod"
  }
  data = {
    POSTGRES_PASSWORD = base64encode(var.password)
  }
}
`,
    'terraform/database.tf':
      'variable "password" {\n  type      = string\n  sensitive = true\n}\n\nmodule "database" {\n  source   = "./modules/database"\n  password = var.password\n}\n',
  }),
  slip(
    {
      name: 'Terraform waits for a claim that waits for its pod',
      caughtBy: 'storage-class-works',
      missed: 'Terraform is read as text, its claims are no objects',
    },
    [],
    {
      'terraform/claim.tf': `resource "kubernetes_persistent_volume_claim" "exports" {
  metadata {
    name      = "exports"
    namespace = "titanium-prod"
  }
  spec {
    access_modes       = ["ReadWriteOnce"]
    storage_class_name = "local-path"
    resources {
      requests = { storage = "5Gi" }
    }
  }
}
`,
      'k8s-manifests/storage/local-path.yaml':
        'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: { name: local-path, annotations: { storageclass.kubernetes.io/is-default-class: "true" } }\nprovisioner: rancher.io/local-path\nvolumeBindingMode: WaitForFirstConsumer\n',
    },
  ),
  slip(
    {
      name: 'A Service of Terraform selects pods by another label than its StatefulSet gives',
      caughtBy: 'service-selects-pods',
      missed: 'Terraform is read as text, its Services are no objects',
    },
    [],
    {
      'terraform/cache.tf': `resource "kubernetes_stateful_set" "cache" {
  metadata {
    name      = "cache"
    namespace = "titanium-prod"
  }
  spec {
    service_name = "cache"
    replicas     = 1
    selector {
      match_labels = { app = "cache" }
    }
    template {
      metadata {
        labels = { app = "cache", version = "v1" }
      }
      spec {
        container {
          name  = "cache"
          image = "memcached:1.6.24-alpine"
          port {
            name           = "tcp-cache"
            container_port = 11211
          }
        }
      }
    }
  }
}

resource "kubernetes_service" "cache" {
  metadata {
    name      = "cache"
    namespace = "titanium-prod"
  }
  spec {
    selector = { app = "memcached" }
    port {
      name = "tcp-cache"
      port = 11211
    }
  }
}
`,
    },
  ),
  slip({ name: 'Terraform installs the chart that Argo CD installs', caughtBy: 'one-owner' }, [], {
    'terraform/monitoring.tf': `resource "helm_release" "prometheus" {
  name       = "prometheus"
  repository = "https://prometheus-community.github.io/helm-charts"
  chart      = "kube-prometheus-stack"
  version    = "56.6.2"
  namespace  = "monitoring"
}
`,
  }),
  slip(
    {
      name: 'A firewall is for machines with a mark that none has',
      caughtBy: 'firewall-narrow',
      missed: 'marks of machines may be given by another module',
    },
    [],
    {
      'terraform/gcp/main.tf': gcp('k8s-node'),
    },
  ),
  slip({ name: 'A first script of a machine needs a value that it is not given', caughtBy: 'terraform-references-declared' }, [], {
    'terraform/gcp/main.tf': gcp('k3s-node'),
    'terraform/gcp/startup.sh.tpl':
      '#!/bin/bash\nset -euo pipefail\ncurl -sfL https://get.k3s.io -o /tmp/k3s.sh\nINSTALL_K3S_VERSION=${k3s_version} K3S_TOKEN=${cluster_token} sh /tmp/k3s.sh server\n',
  }),
  slip(
    {
      name: 'A first script of a machine has the token of the cluster in it',
      caughtBy: 'no-literal-secret',
      missed: 'a variable before a command of a template is not looked at',
    },
    [],
    {
      'terraform/gcp/main.tf': gcp('k3s-node'),
      'terraform/gcp/startup.sh.tpl':
        '#!/bin/bash\nset -euo pipefail\ncurl -sfL https://get.k3s.io -o /tmp/k3s.sh\nINSTALL_K3S_VERSION=${k3s_version} K3S_TOKEN=titanium-k3s-token-2025 sh /tmp/k3s.sh server\n',
    },
  ),
  slip({ name: 'A script asks a node at a port that no Service has', caughtBy: 'node-address-port' }, [[VERIFY, ':31304/', ':31380/']]),
  slip({ name: 'A script looks into a namespace that has another name', caughtBy: 'command-names-exist' }, [
    [VERIFY, 'kubectl -n titanium-prod rollout status', 'kubectl -n titanium-production rollout status'],
  ]),
  slip({ name: 'A script enters a pod that the StatefulSet does not have', caughtBy: 'command-fits-pods' }, [
    [VERIFY, 'exec postgresql-0', 'exec postgres-0'],
  ]),
  slip(
    {
      name: 'A script asks for a database that the server does not have',
      caughtBy: 'command-fits-pods',
      missed: 'the Secret of the server is not in the tree',
      partly: true,
    },
    [[VERIFY, '-d titanium', '-d blog_db']],
  ),
  slip({ name: 'A guide forwards to a port that the Service does not have', caughtBy: 'command-fits-pods', markdown: true }, [
    [RUNBOOK, '3000:80', '3000:3000'],
  ]),
  slip(
    {
      name: 'A guide sends people to a node port that was changed',
      caughtBy: 'node-address-port',
      missed: 'of a guide only the commands are read',
      markdown: true,
    },
    [[RUNBOOK, '10.0.11.168:30300', '10.0.11.168:30080']],
  ),
  slip({ name: 'A guide asks for a container that the pods do not have', caughtBy: 'command-fits-pods', markdown: true }, [
    [RUNBOOK, '-c blog-service', '-c blog'],
  ]),
  slip({ name: 'A guide looks for pods by the label that they had', caughtBy: 'command-selects-pods', markdown: true }, [
    [RUNBOOK, '-l app=blog-service', '-l app=blog'],
  ]),
  slip(
    {
      name: 'A script installs the control plane that Argo CD installs',
      caughtBy: 'helm-component-once',
      missed: 'what a program installs is not in the tree',
      partly: true,
    },
    [[VERIFY, 'set -euo pipefail\n', 'set -euo pipefail\nistioctl install --set profile=demo -y\n']],
  ),
  slip(
    {
      name: 'Developers forward a Service that has another name',
      caughtBy: 'command-names-exist',
      missed: 'a Service that is forwarded may be of another overlay',
    },
    [],
    {
      'skaffold.yaml': SKAFFOLD.replace('load-balancer-service', 'local-load-balancer-service'),
    },
  ),
  slip({ name: 'Developers build from a folder that is gone', caughtBy: 'built-image-deployed' }, [], {
    'skaffold.yaml': SKAFFOLD.replace('context: services/blog-service', 'context: blog-service'),
  }),
  slip(
    {
      name: 'Developers write their overlay where an older Skaffold read it',
      caughtBy: 'built-image-deployed',
      missed: 'the schema of Skaffold is not known by version',
    },
    [],
    {
      'skaffold.yaml': SKAFFOLD.replace('manifests:\n  kustomize:', 'deploy:\n  kustomize:'),
    },
  ),
];

function gcp(mark: string): string {
  return `variable "k3s_version" {
  type    = string
  default = "v1.29.7+k3s1"
}

resource "google_compute_instance" "server" {
  name         = "k3s-server"
  machine_type = "e2-standard-4"
  zone         = "asia-northeast3-a"
  tags         = ["k3s-node"]
  boot_disk {
    initialize_params { image = "ubuntu-os-cloud/ubuntu-2204-lts" }
  }
  network_interface {
    network = "default"
  }
  metadata_startup_script = templatefile("\${path.module}/startup.sh.tpl", { k3s_version = var.k3s_version })
}

resource "google_compute_firewall" "web" {
  name    = "web"
  network = "default"
  allow {
    protocol = "tcp"
    ports    = ["80", "30300", "31304"]
  }
  source_ranges = ["0.0.0.0/0"]
  target_tags   = ["${mark}"]
}
`;
}
