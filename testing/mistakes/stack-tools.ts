import type { Mistake } from './mistake.ts';
import { astray } from './stack-parts.ts';

const CLUSTER = 'terraform/cluster';
const MAIN = `${CLUSTER}/main.tf`;
const COMPOSE = 'docker-compose.yml';
const BOOTSTRAP = 'scripts/bootstrap.sh';
const GATEWAY = 'services/api-gateway/Dockerfile';
const USER = 'services/user-service/Dockerfile';

/** Terraform of the cluster, the machines of developers, and what people run. */
export const stackTools: readonly Mistake[] = [
  astray({ name: 'The name of a value has dots that divide it', caughtBy: 'helm-value-dots' }, [
    [MAIN, 'controller.nodeSelector.kubernetes\\\\.io/os', 'controller.nodeSelector.kubernetes.io/os'],
  ]),
  astray({ name: 'Blocks of the second provider of Helm are given to the third', caughtBy: 'terraform-providers-fit' }, [
    [`${CLUSTER}/versions.tf`, 'source = "hashicorp/helm", version = "~> 2.12"', 'source = "hashicorp/helm", version = "~> 3.0"'],
  ]),
  astray({ name: 'Terraform makes the Secret of a registry without the dot of its key', caughtBy: 'terraform-secret-typed' }, [
    [MAIN, '".dockerconfigjson" =', '"dockerconfigjson" ='],
  ]),
  astray({ name: 'An output shows a sensitive variable', caughtBy: 'terraform-sensitive-marked' }, [
    [
      `${CLUSTER}/outputs.tf`,
      'output "argocd_version"',
      'output "registry_password" {\n  value = var.registry_password\n}\n\noutput "argocd_version"',
    ],
  ]),
  astray({ name: 'Terraform plans an Application before the chart brings its definition', caughtBy: 'terraform-kinds-first' }, [], {
    [`${CLUSTER}/root.tf`]: `resource "kubernetes_manifest" "root" {
  depends_on = [helm_release.argocd]
  manifest = {
    apiVersion = "argoproj.io/v1alpha1"
    kind       = "Application"
    metadata   = { name = "root", namespace = "argocd" }
    spec = {
      project     = "default"
      source      = { repoURL = "https://github.com/acme/titanium-platform.git", targetRevision = "main", path = "argocd/applications" }
      destination = { server = "https://kubernetes.default.svc", namespace = "argocd" }
    }
  }
}
`,
  }),
  astray({ name: 'A workflow applies Terraform without the file of its values', caughtBy: 'terraform-values-given' }, [
    ['.github/workflows/terraform.yml', ' -var-file=environments/prod.tfvars', ''],
  ]),
  astray({ name: 'A firewall opens the port of the mesh for the other protocol', caughtBy: 'node-port-opened' }, [
    [
      `${CLUSTER}/firewall.tf`,
      'protocol          = "tcp"\n  port_range_min    = 31304',
      'protocol          = "udp"\n  port_range_min    = 31304',
    ],
  ]),
  astray({ name: 'A script changes into a folder of Terraform that was renamed', caughtBy: 'terraform-values-given' }, [
    [BOOTSTRAP, '-chdir=terraform/cluster', '-chdir=terraform/environments/prod'],
  ]),
  astray({ name: 'Developers name the file of an image from the root, and it is read from its folder', caughtBy: 'built-image-deployed' }, [
    ['skaffold.yaml', 'dockerfile: Dockerfile', 'dockerfile: services/api-gateway/Dockerfile'],
  ]),
  astray({ name: 'A program waits for a database to be healthy that nobody examines', caughtBy: 'compose-waits-healthy' }, [
    [COMPOSE, 'redis: { condition: service_started }', 'redis: { condition: service_healthy }'],
  ]),
  astray({ name: 'A program is published at a port on which it does not listen', caughtBy: 'compose-ports-listen' }, [
    [COMPOSE, 'ports: ["8000:8000"]', 'ports: ["8000:8080"]'],
  ]),
  astray({ name: 'A program in a container looks for the database in itself', caughtBy: 'compose-reaches' }, [
    [COMPOSE, 'POSTGRES_HOST: postgres', 'POSTGRES_HOST: localhost'],
  ]),
  astray({ name: 'A file of the first script of developers was moved', caughtBy: 'compose-paths-exist' }, [
    [COMPOSE, './database/init.sql:', './init.sql:'],
  ]),
  astray({ name: 'A program calls another by the name that it has in the cluster', caughtBy: 'compose-reaches' }, [
    [COMPOSE, 'REDIS_HOST: redis', 'REDIS_HOST: redis-service'],
  ]),
  astray({ name: 'A program without a shell is examined by one', caughtBy: 'healthcheck-has-program' }, [
    [
      COMPOSE,
      '    ports: ["8000:8000"]\n',
      '    ports: ["8000:8000"]\n    healthcheck: { test: ["CMD-SHELL", "wget -qO- http://localhost:8000/health"] }\n',
    ],
  ]),
  astray({ name: 'A variable of the shell stands in a Makefile with one dollar', caughtBy: 'makefile-dollars-doubled' }, [
    ['Makefile', 'acme/$$s:$(TAG) services/$$s', 'acme/$s:$(TAG) services/$s'],
  ]),
  astray({ name: 'A Makefile applies an overlay that was renamed', caughtBy: 'script-paths-exist' }, [
    ['Makefile', 'overlays/local', 'overlays/dev'],
  ]),
  astray({ name: 'An image copies a program from where the build does not put it', caughtBy: 'dockerfile-stages-work' }, [
    [GATEWAY, 'COPY --from=build /app /app', 'COPY --from=build /src/bin/server /app'],
  ]),
  astray({ name: 'An empty image examines itself with a program that it does not have', caughtBy: 'healthcheck-has-program' }, [
    [GATEWAY, 'ENTRYPOINT', 'HEALTHCHECK CMD wget -qO- http://localhost:8000/health || exit 1\nENTRYPOINT'],
  ]),
  astray(
    { name: 'An argument from before the first stage is read in a stage', caughtBy: 'dockerfile-stages-work' },
    [
      [USER, 'FROM python:3.11.8-slim\n', 'ARG SERVICE_DIR=.\nFROM python:3.11.8-slim\n'],
      [USER, 'COPY . .\n', 'COPY ${SERVICE_DIR}/main.py ./\n'],
    ],
    { 'services/user-service/main.py': 'app = None\n' },
  ),
  astray({ name: 'An empty image makes a user', caughtBy: 'dockerfile-stages-work' }, [
    [GATEWAY, 'USER 10001\n', 'RUN adduser -D -u 10001 app\nUSER 10001\n'],
  ]),
  astray({ name: 'A script waits for the Deployment of a controller that is a StatefulSet', caughtBy: 'platform-workload-kind' }, [
    [BOOTSTRAP, 'statefulset/argocd-application-controller', 'deployment/argocd-application-controller'],
  ]),
  astray({ name: 'A script puts variables into manifests that have dollars of their own', caughtBy: 'envsubst-fills', partly: true }, [
    [
      BOOTSTRAP,
      'kubectl apply -f argocd/applications/\n',
      'kubectl apply -f argocd/applications/\nenvsubst < k8s-manifests/monitoring/prometheus-rules.yaml | kubectl apply -f -\n',
    ],
  ]),
  astray({ name: 'A script applies the Applications before it installs Argo CD', caughtBy: 'script-order' }, [
    [
      BOOTSTRAP,
      'terraform -chdir=terraform/cluster init\n',
      'kubectl apply -f argocd/applications/\nterraform -chdir=terraform/cluster init\n',
    ],
  ]),
];
