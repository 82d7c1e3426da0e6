import type { Mistake } from './mistake.ts';
import { astray } from './stack-parts.ts';

const PROD = 'k8s-manifests/overlays/solid-cloud';
const KUSTOMIZATION = `${PROD}/kustomization.yaml`;
const APP = 'argocd/applications/titanium-prod.yaml';
const CI = '.github/workflows/ci.yml';
const CD = '.github/workflows/cd.yml';
const TERRAFORM = '.github/workflows/terraform.yml';
const MAIN = 'terraform/cluster/main.tf';
const VERSIONS = 'terraform/cluster/versions.tf';
const GATEWAY = 'services/api-gateway/Dockerfile';
const USER = 'services/user-service/Dockerfile';
const RUNBOOK = 'docs/runbook.md';
const LOGS = 'kubectl -n titanium-prod logs deployment/blog-service-deployment -c blog-service\n';

/** What further goes astray around the stack: generators, jobs that hand on, states, machines of developers. */
export const stackFurther: readonly Mistake[] = [
  astray(
    { name: 'A file of settings has quotes, which the generator keeps', caughtBy: 'quotes-not-kept' },
    [[KUSTOMIZATION, 'images:\n', 'configMapGenerator:\n  - { name: app-config, behavior: merge, envs: [settings.env] }\nimages:\n']],
    { [`${PROD}/settings.env`]: 'LOG_LEVEL="INFO"\nREDIS_HOST="redis-service"\n' },
  ),
  astray(
    { name: 'A generator makes the Secret of a registry under the name of its file', caughtBy: 'schema-valid' },
    [
      [
        KUSTOMIZATION,
        'images:\n',
        'secretGenerator:\n  - { name: docker-hub-secret, type: kubernetes.io/dockerconfigjson, files: [config.json] }\nimages:\n',
      ],
    ],
    { [`${PROD}/config.json`]: '{ "auths": {} }\n' },
  ),
  astray({ name: 'A digest lacks the word for its kind', caughtBy: 'image-name-valid' }, [
    [
      KUSTOMIZATION,
      '{ name: acme/user-service, newTag: main-2b4ed90 }',
      '{ name: acme/user-service, digest: 4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1 }',
    ],
  ]),
  astray({ name: 'An Application names its cluster twice', caughtBy: 'schema-valid' }, [
    [
      APP,
      'destination: { server: "https://kubernetes.default.svc",',
      'destination: { server: "https://kubernetes.default.svc", name: in-cluster,',
    ],
  ]),
  astray({ name: 'A condition compares a branch with its reference', caughtBy: 'workflow-branch-runs' }, [
    [CI, "needs.detect-changes.outputs.services != '[]'", "needs.detect-changes.outputs.services != '[]' && github.ref == 'main'"],
  ]),
  astray({ name: 'A step reads an output that the script of the other writes under another name', caughtBy: 'workflow-outputs-written' }, [
    [CI, 'echo "short=main-', 'echo "tag=main-'],
  ]),
  astray({ name: 'Jobs of a matrix hand on files under one name', caughtBy: 'workflow-artifacts-agree' }, [
    [
      CI,
      '        with: { sarif_file: trivy.sarif }\n',
      '        with: { sarif_file: trivy.sarif }\n      - uses: actions/upload-artifact@b4b15b8c7c6ac21ea08fcf65892d2ee8f75cf882\n        with: { name: scan, path: trivy.sarif }\n',
    ],
  ]),
  astray({ name: 'A job waits for files that are handed on under another name', caughtBy: 'workflow-artifacts-agree' }, [
    [
      CI,
      '        with: { sarif_file: trivy.sarif }\n',
      '        with: { sarif_file: trivy.sarif }\n      - uses: actions/upload-artifact@b4b15b8c7c6ac21ea08fcf65892d2ee8f75cf882\n        with: { name: "scan-${{ matrix.service }}", path: trivy.sarif }\n',
    ],
    [
      CI,
      '  validate:\n',
      '  summary:\n    needs: build-and-scan\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/download-artifact@fa0a91b85d4f404e444e00e005971372dc801d16\n        with: { name: trivy-results }\n      - run: ls\n  validate:\n',
    ],
  ]),
  astray({ name: 'The build writes tags as its action does, and the delivery as a script did', caughtBy: 'workflow-tags-agree' }, [
    [
      CI,
      '      - name: Tag\n        id: tag\n        run: echo "short=main-${GITHUB_SHA::7}" >> "$GITHUB_OUTPUT"\n',
      '      - uses: docker/metadata-action@8e5442c4ef9f78752691e2d8f8d19755c6f78e81\n        id: tag\n        with:\n          images: acme/${{ matrix.service }}\n          tags: type=sha\n',
    ],
    [CI, 'tags: acme/${{ matrix.service }}:${{ steps.tag.outputs.short }}', 'tags: ${{ steps.tag.outputs.tags }}'],
    [
      CI,
      'image-ref: acme/${{ matrix.service }}:${{ steps.tag.outputs.short }}',
      'image-ref: acme/${{ matrix.service }}:${{ steps.tag.outputs.version }}',
    ],
  ]),
  astray({ name: 'The delivery commits as nobody', caughtBy: 'workflow-commits-as' }, [
    [CD, '          git config user.name delivery\n          git config user.email delivery@acme.example\n', ''],
  ]),
  astray({ name: 'A tag begins with a variable of the environment that no part of the workflow sets', caughtBy: 'workflow-env-set' }, [
    [CI, 'tags: acme/${{ matrix.service }}', 'tags: ${{ env.REGISTRY }}/${{ matrix.service }}'],
  ]),
  astray(
    { name: 'A workflow calls another without an input that it demands', caughtBy: 'workflow-calls-whole' },
    [[CD, 'jobs:\n', 'jobs:\n  notify:\n    uses: ./.github/workflows/notify.yml\n    with: { service: all }\n']],
    {
      '.github/workflows/notify.yml':
        'name: Notify\non:\n  workflow_call:\n    inputs:\n      service: { type: string, required: true }\n      channel: { type: string, required: true }\npermissions: {}\njobs:\n  send:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo "${{ inputs.channel }}"\n',
    },
  ),
  astray({ name: 'The workflow brings a Terraform that the configuration refuses', caughtBy: 'terraform-version-fits' }, [
    [
      TERRAFORM,
      'hashicorp/setup-terraform@651471c36a6092792c552e8b1bef71e592b462d8\n',
      'hashicorp/setup-terraform@651471c36a6092792c552e8b1bef71e592b462d8\n        with: { terraform_version: 1.4.6 }\n',
    ],
  ]),
  astray({ name: 'Two configurations keep their state in one place', caughtBy: 'terraform-state-own' }, [
    [
      'terraform/main.tf',
      '  required_version = ">= 1.5.0"\n',
      '  required_version = ">= 1.5.0"\n  backend "s3" {\n    bucket = "titanium-state"\n    key    = "terraform.tfstate"\n  }\n',
    ],
    [
      VERSIONS,
      '  required_version = ">= 1.5.0"\n',
      '  required_version = ">= 1.5.0"\n  backend "s3" {\n    bucket = "titanium-state"\n    key    = "terraform.tfstate"\n  }\n',
    ],
  ]),
  astray({ name: 'Terraform installs a release into a namespace that nothing makes', caughtBy: 'terraform-namespace-made' }, [
    [MAIN, '  create_namespace = true\n', ''],
  ]),
  astray({ name: 'Developers ask for a profile that their tool does not have', caughtBy: 'skaffold-profile-exists' }, [
    ['Makefile', '\tkubectl apply -k k8s-manifests/overlays/local\n', '\tskaffold run -p minikube\n'],
  ]),
  astray(
    { name: 'Developers build images that their overlay does not run', caughtBy: 'docker-build-fits' },
    [['Makefile', 'docker build -t acme/$$s:$(TAG) services/$$s', 'docker build -t titanium/$$s:$(TAG) services/$$s']],
    { 'skaffold.yaml': null },
  ),
  astray({ name: 'A script builds in a folder that the services have left', caughtBy: 'docker-build-fits' }, [], {
    'scripts/build.sh':
      '#!/usr/bin/env bash\nset -euo pipefail\ncd "$(dirname "$0")/.."\ndocker build -t acme/user-service:v1.0 ./user-service\ndocker build -t acme/api-gateway:v1.0 ./services/api-gateway\n',
  }),
  astray({ name: 'The home of the user stands in quotes', caughtBy: 'shell-home-expands' }, [
    [
      'scripts/bootstrap.sh',
      'terraform -chdir=terraform/cluster init\n',
      'export KUBECONFIG="~/.kube/titanium"\nterraform -chdir=terraform/cluster init\n',
    ],
  ]),
  astray({ name: 'A guide asks for a target that the Makefile does not have', caughtBy: 'make-target-exists', markdown: true }, [
    [RUNBOOK, LOGS, `${LOGS}make build\nmake deploy-local\n`],
  ]),
  astray({ name: 'A guide applies an overlay that was renamed', caughtBy: 'script-paths-exist', markdown: true }, [
    [RUNBOOK, LOGS, `${LOGS}kubectl apply -k k8s-manifests/overlays/production\n`],
  ]),
  astray({ name: 'An image names a user that nobody makes', caughtBy: 'dockerfile-image-runs' }, [[USER, 'USER 10001', 'USER appuser']]),
  astray({ name: 'A program is built for one processor, and its image for two', caughtBy: 'dockerfile-platforms-served' }, [
    [GATEWAY, 'RUN CGO_ENABLED=0 go build', 'RUN CGO_ENABLED=0 GOOS=linux GOARCH=amd64 go build'],
  ]),
  astray({ name: 'An image examines itself at another port than it listens on', caughtBy: 'healthcheck-asks-port' }, [
    [
      USER,
      'CMD ["uvicorn"',
      'HEALTHCHECK CMD ["python", "-c", "import urllib.request; urllib.request.urlopen(\'http://localhost:8080/health\')"]\nCMD ["uvicorn"',
    ],
  ]),
  astray({ name: 'An image starts a program that it put somewhere else', caughtBy: 'dockerfile-image-runs' }, [
    [GATEWAY, 'ENTRYPOINT ["/app"]', 'ENTRYPOINT ["/server"]'],
  ]),
  astray({ name: 'An image installs packages without a list of them', caughtBy: 'dockerfile-image-runs' }, [
    [USER, 'WORKDIR /app\n', 'WORKDIR /app\nRUN apt-get install -y --no-install-recommends libpq5\n'],
  ]),
  astray(
    {
      name: 'The tool of developers pushes where it only runs on their machine',
      caughtBy: 'built-image-deployed',
      partly: true,
      missed: 'who works on a cluster in the cloud pushes on purpose',
    },
    [['skaffold.yaml', 'local: { push: false }', 'local: { push: true }']],
  ),
];
