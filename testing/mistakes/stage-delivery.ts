import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const APP = 'argocd/applications/titanium-prod.yaml';
const LOKI = 'argocd/applications/loki.yaml';
const CI = '.github/workflows/ci.yml';
const CD = '.github/workflows/cd.yml';
const SYNC = '    syncOptions: [CreateNamespace=true, ServerSideApply=true]\n';
const CHECKOUT = 'actions/checkout@b4ffde65f46336ab88eb53be808477a3936bae11';
const GO = 'services/api-gateway/Dockerfile';
const PYTHON = 'services/user-service/Dockerfile';

function ignoring(name: string, caughtBy: string, entry: string): Mistake {
  return slip({ name, caughtBy }, [[APP, '  syncPolicy:', `  ignoreDifferences: [${entry}]\n  syncPolicy:`]]);
}

/** Applications, workflows and images. */
export const stageDelivery: readonly Mistake[] = [
  ignoring(
    'The name of an ignored annotation has a slash that divides the path',
    'argocd-ignore-path',
    '{ group: apps, kind: Deployment, jsonPointers: [/metadata/annotations/deployment.kubernetes.io/revision] }',
  ),
  ignoring(
    'An expression of jq lacks its first dot',
    'argocd-ignore-path',
    '{ group: apps, kind: Deployment, jqPathExpressions: ["spec.template.spec.containers[0].image"] }',
  ),
  ignoring(
    'The group of an ignored kind has its version in it',
    'argocd-ignore-matches',
    '{ group: apps/v1, kind: Deployment, jsonPointers: [/spec/template/metadata/annotations] }',
  ),
  slip({ name: 'An option of the sync is a map', caughtBy: 'schema-valid' }, [
    [APP, SYNC, '    syncOptions:\n      - CreateNamespace: true\n'],
  ]),
  slip({ name: 'An option of the sync has a space behind its sign', caughtBy: 'sync-words-known' }, [
    [APP, SYNC, '    syncOptions: ["CreateNamespace= true", ServerSideApply=true]\n'],
  ]),
  slip({ name: 'The longest wait between two tries has no unit', caughtBy: 'operator-values-read' }, [
    [APP, SYNC, `${SYNC}    retry: { limit: 5, backoff: { duration: 5s, factor: 2, maxDuration: "180" } }\n`],
  ]),
  slip({ name: 'The factor of the wait is a word', caughtBy: 'schema-valid' }, [
    [APP, SYNC, `${SYNC}    retry: { limit: 5, backoff: { duration: 5s, factor: "2", maxDuration: 3m } }\n`],
  ]),
  slip({ name: 'The folder of the Application begins with a slash', caughtBy: 'application-fields-read' }, [
    [APP, 'path: k8s-manifests', 'path: /k8s-manifests'],
  ]),
  slip({ name: 'An Application of a chart has a folder, too', caughtBy: 'schema-valid' }, [
    [LOKI, '    chart: loki\n', '    chart: loki\n    path: charts/loki\n'],
  ]),
  slip({ name: 'Values are given twice, and one form hides the other', caughtBy: 'application-values-once' }, [
    [LOKI, '      valuesObject:\n', '      values: |\n        singleBinary:\n          persistence: { size: 20Gi }\n      valuesObject:\n'],
  ]),
  slip({ name: 'The finalizer is a word and not a list', caughtBy: 'schema-valid' }, [
    [APP, '  namespace: argocd\n', '  namespace: argocd\n  finalizers: resources-finalizer.argocd.argoproj.io\n'],
  ]),
  slip({ name: 'The automatic sync stands one level too high', caughtBy: 'schema-unknown-field' }, [
    [
      APP,
      '  syncPolicy:\n    automated: { prune: true, selfHeal: true }\n',
      '  automated: { prune: true, selfHeal: true }\n  syncPolicy:\n',
    ],
  ]),
  slip({ name: 'One chart of Istio stays at the version before', caughtBy: 'chart-versions-agree' }, [
    ['argocd/applications/istiod.yaml', 'targetRevision: 1.20.1', 'targetRevision: 1.19.3'],
  ]),
  slip({ name: 'A condition compares outside its braces and is always true', caughtBy: 'workflow-conditions-decide' }, [
    [CI, "if: needs.detect-changes.outputs.services != '[]'", "if: ${{ needs.detect-changes.outputs.services }} != '[]'"],
  ]),
  slip({ name: 'A condition reads a secret, which conditions cannot', caughtBy: 'workflow-conditions-decide' }, [
    [
      CI,
      "        if: github.event_name == 'push'\n        with: { username",
      "        if: secrets.DOCKERHUB_TOKEN != ''\n        with: { username",
    ],
  ]),
  slip({ name: 'The condition of a job reads the environment, which it cannot', caughtBy: 'workflow-conditions-decide' }, [
    [CI, 'permissions: { contents: read }\njobs:', 'permissions: { contents: read }\nenv: { BUILD: "true" }\njobs:'],
    [
      CI,
      "    if: needs.detect-changes.outputs.services != '[]'\n",
      "    if: env.BUILD == 'true' && needs.detect-changes.outputs.services != '[]'\n",
    ],
  ]),
  slip({ name: 'A trigger names branches to take and to leave out', caughtBy: 'workflow-form-valid' }, [
    [CI, 'push: { branches: [main], paths', 'push: { branches: [main], branches-ignore: [gh-pages], paths'],
  ]),
  slip({ name: 'A step both uses an action and runs a command', caughtBy: 'workflow-form-valid' }, [
    [CI, `      - uses: ${CHECKOUT}\n      - run: kubectl`, `      - uses: ${CHECKOUT}\n        run: kubectl`],
  ]),
  slip({ name: 'The machine of a job was taken out of service', caughtBy: 'workflow-parts-served' }, [
    [CD, 'runs-on: ubuntu-24.04', 'runs-on: ubuntu-20.04'],
  ]),
  slip({ name: 'A job says its own rights and loses the right to read the repository', caughtBy: 'workflow-permissions', partly: true }, [
    [CI, '    permissions: { contents: read, security-events: write }', '    permissions: { security-events: write }'],
  ]),
  slip({ name: 'A scan that finds something ends the job before its result is sent', caughtBy: 'workflow-scan-reported' }, [
    [CI, '          severity: CRITICAL,HIGH\n', '          severity: CRITICAL,HIGH\n          exit-code: "1"\n'],
  ]),
  slip(
    { name: 'The number of a pull request is part of the tag, also when there is none', caughtBy: 'workflow-event-known', partly: true },
    [[CI, 'echo "short=main-${GITHUB_SHA::7}"', 'echo "short=pr-${{ github.event.pull_request.number }}"']],
  ),
  slip({ name: 'The delivery runs also when the build failed', caughtBy: 'workflow-run-succeeded' }, [
    [CD, "    if: github.event.workflow_run.conclusion == 'success'\n", ''],
  ]),
  slip({ name: 'A schedule of a workflow has six fields', caughtBy: 'workflow-form-valid' }, [
    [CI, 'on:\n', 'on:\n  schedule: [{ cron: "0 0 3 * * *" }]\n'],
  ]),
  slip({ name: 'A job waits for a job that is called otherwise', caughtBy: 'workflow-references-exist' }, [
    [CI, '    needs: detect-changes\n', '    needs: detect_changes\n'],
  ]),
  slip({ name: 'A program for an empty image is linked with the library of the builder', caughtBy: 'dockerfile-builds' }, [
    [GO, 'RUN CGO_ENABLED=0 go build -o /app .', 'RUN go build -o /app .'],
    [GO, 'golang:1.21.8-alpine', 'golang:1.21.8'],
  ]),
  slip({ name: 'The compiler is older than the module asks for', caughtBy: 'dockerfile-builds' }, [], {
    'services/api-gateway/go.mod': 'module api-gateway\n\ngo 1.23.0\n',
  }),
  slip({ name: 'A stage copies from a stage that is called otherwise', caughtBy: 'dockerfile-copies-exist' }, [
    [GO, 'COPY --from=build', 'COPY --from=builder'],
  ]),
  slip({ name: 'An image copies from beside its context', caughtBy: 'dockerfile-builds' }, [
    [PYTHON, 'COPY . .', 'COPY ../common ./common\nCOPY . .'],
  ]),
  slip({ name: 'What the image copies is left out of its context', caughtBy: 'dockerfile-builds' }, [], {
    'services/user-service/.dockerignore': '*.md\n*.txt\n__pycache__\n',
  }),
  slip({ name: 'The driver of the database is compiled, and the image has no compiler', caughtBy: 'dockerfile-builds' }, [], {
    'services/user-service/requirements.txt': 'fastapi==0.110.0\nuvicorn==0.27.1\npsycopg2==2.9.9\n',
  }),
  slip(
    { name: 'The image starts a file that was renamed', caughtBy: 'dockerfile-starts' },
    [[PYTHON, 'CMD ["uvicorn", "main:app"', 'CMD ["python", "user_service.py"]\n# CMD ["uvicorn", "main:app"']],
    { 'services/user-service/main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n' },
  ),
  slip({ name: 'The image names its user by name, and the pod must not run as root', caughtBy: 'non-root-possible' }, [
    [PYTHON, 'USER 10001', 'RUN useradd --create-home app\nUSER app'],
    [
      'k8s-manifests/base/user-service/user-service.yaml',
      'securityContext: { runAsNonRoot: true, runAsUser: 10001 }',
      'securityContext: { runAsNonRoot: true }',
    ],
  ]),
  slip({ name: 'The program of the image listens to its own pod only', caughtBy: 'listens-to-others' }, [
    [PYTHON, '"--host", "0.0.0.0"', '"--host", "127.0.0.1"'],
  ]),
  slip({ name: 'The variables of an image are read by a form of command that no shell reads', caughtBy: 'dockerfile-starts' }, [
    [PYTHON, '"--port", "8001"]', '"--port", "$SERVICE_PORT"]'],
  ]),
];
