import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const APP = 'argocd/applications/titanium-prod.yaml';
const CI = '.github/workflows/ci.yml';
const CD = '.github/workflows/cd.yml';
const CHECKOUT = '      - uses: actions/checkout@b4ffde65f46336ab88eb53be808477a3936bae11\n';

/** Argo CD and the workflows that feed it. */
export const prodGitops: readonly Mistake[] = [
  slip({ name: 'An ignored field is written without its first slash', caughtBy: 'schema-valid' }, [
    [APP, '  syncPolicy:', '  ignoreDifferences: [{ group: apps, kind: Deployment, jsonPointers: [spec/replicas] }]\n  syncPolicy:'],
  ]),
  slip({ name: 'An ignored kind lacks its group', caughtBy: 'argocd-ignore-matches' }, [
    [
      APP,
      '  syncPolicy:',
      '  ignoreDifferences: [{ kind: Deployment, jsonPointers: [/spec/template/metadata/annotations] }]\n  syncPolicy:',
    ],
  ]),
  slip({ name: 'The settings of Argo CD lack the label by which it reads them', caughtBy: 'argocd-settings-read' }, [], {
    'argocd/argocd-cm.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: argocd-cm, namespace: argocd }\ndata: { timeout.reconciliation: 180s }\n',
  }),
  slip({ name: 'The time between two looks has no unit', caughtBy: 'argocd-settings-read' }, [], {
    'argocd/argocd-cm.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: argocd-cm, namespace: argocd, labels: { app.kubernetes.io/name: argocd-cm, app.kubernetes.io/part-of: argocd } }\ndata: { timeout.reconciliation: "180" }\n',
  }),
  slip({ name: 'The Secret of a repository lacks the label by which Argo CD finds it', caughtBy: 'argocd-settings-read' }, [], {
    'argocd/repository.yaml': `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: platform-repository, namespace: argocd }
spec:
  encryptedData: { url: AgBy8hCi, username: AgC3hsWq, password: AgDk29xX }
  template: { metadata: { name: platform-repository, namespace: argocd }, type: Opaque }
`,
  }),
  slip({ name: 'The Application follows the branch of a feature', caughtBy: 'application-revision-agrees' }, [
    [APP, 'targetRevision: main', 'targetRevision: feat/postgresql'],
  ]),
  slip({ name: 'The Application names the overlay by the name that it had', caughtBy: 'application-source-exists' }, [
    [APP, 'overlays/solid-cloud', 'overlays/production'],
  ]),
  slip(
    {
      name: 'The Application installs into another namespace than the overlay says',
      caughtBy: 'application-source-exists',
      missed: 'the namespace of an Application is only that of objects without one',
      partly: true,
    },
    [[APP, 'namespace: titanium-prod }', 'namespace: titanium }']],
  ),
  slip({ name: 'The charts come from a placeholder', caughtBy: 'placeholder-left' }, [
    [APP, 'https://github.com/acme/titanium-platform.git', 'https://github.com/YOUR_USERNAME/titanium-platform.git'],
  ]),
  slip({ name: 'The delivery waits for a workflow that has another name', caughtBy: 'workflow-references-exist' }, [
    [CD, 'workflows: [CI Pipeline]', 'workflows: [CI]'],
  ]),
  slip({ name: 'The delivery writes the tag of the branch instead of the commit that was built', caughtBy: 'workflow-run-commit' }, [
    [CD, '${{ github.event.workflow_run.head_sha }}', '${{ github.sha }}'],
  ]),
  slip({ name: 'The delivery may not push', caughtBy: 'workflow-permissions' }, [
    [CD, 'permissions: { contents: write }', 'permissions: { contents: read }'],
  ]),
  slip(
    {
      name: 'The delivery writes a longer tag than the build pushes',
      caughtBy: 'workflow-tags-agree',
    },
    [[CD, 'main-\\${SHA::7}'.replace('\\', ''), 'main-$SHA']],
  ),
  slip(
    {
      name: 'The delivery writes tags without the word that the build puts before',
      caughtBy: 'workflow-tags-agree',
    },
    [[CD, ':main-\\${SHA::7}'.replace('\\', ''), ':\\${SHA::7}'.replace('\\', '')]],
  ),
  slip({ name: 'The delivery compares with a commit that is not checked out', caughtBy: 'workflow-fetches-history' }, [
    [CD, 'ref: main, fetch-depth: 0', 'ref: main'],
  ]),
  slip({ name: 'The delivery pushes to a branch that nobody reads', caughtBy: 'workflow-branch-runs' }, [
    [CD, 'git push origin main', 'git push origin HEAD:master'],
  ]),
  slip({ name: 'Images for another processor are built without an emulator', caughtBy: 'workflow-platforms-built' }, [
    [CI, '      - uses: docker/setup-qemu-action@68827325e0b33c7199eb31dd4e31fbe9023e06e3\n', ''],
  ]),
  slip({ name: 'Several platforms are built by a builder that makes one', caughtBy: 'workflow-platforms-built' }, [
    [CI, '      - uses: docker/setup-buildx-action@f95db51fddba0c2d1ec667646a06c2ce06100226\n', ''],
  ]),
  slip({ name: 'A scan of pull requests reads an image that is nowhere', caughtBy: 'workflow-image-ready' }, [
    [
      CI,
      "aquasecurity/trivy-action@d43c1f16c00cfd3978dde6c07f4bbcf9eb6993ca\n        if: github.event_name == 'push'\n",
      'aquasecurity/trivy-action@d43c1f16c00cfd3978dde6c07f4bbcf9eb6993ca\n',
    ],
  ]),
  slip({ name: 'The scan reads another tag than the build pushed', caughtBy: 'workflow-image-ready' }, [
    [CI, 'image-ref: acme/${{ matrix.service }}:${{ steps.tag.outputs.short }}', 'image-ref: acme/${{ matrix.service }}:latest'],
  ]),
  slip({ name: 'A job runs for a branch that the trigger does not name', caughtBy: 'workflow-branch-runs' }, [
    [
      CI,
      "        if: github.event_name == 'push'\n        with: { username",
      "        if: github.ref == 'refs/heads/master'\n        with: { username",
    ],
  ]),
  slip({ name: 'A service that is gone is still built', caughtBy: 'workflow-references-exist' }, [
    [
      CI,
      '            load-balancer: ["services/load-balancer/**"]\n',
      '            load-balancer: ["services/load-balancer/**"]\n            dashboard-ui: ["services/dashboard-ui/**"]\n',
    ],
  ]),
  slip({ name: 'The build looks into a folder that the services have left', caughtBy: 'workflow-references-exist' }, [
    [CI, 'context: services/${{ matrix.service }}', 'context: ./${{ matrix.service }}'],
  ]),
  slip({ name: 'A version of Python loses its zero', caughtBy: 'workflow-parts-served' }, [
    [
      CI,
      '  validate:\n    runs-on: ubuntu-24.04\n    steps:\n',
      `  test:\n    runs-on: ubuntu-24.04\n    steps:\n${
        CHECKOUT
      }      - uses: actions/setup-python@82c7e631bb3cdc910f68e0081d67478d79c6982d\n        with: { python-version: 3.10 }\n      - run: python -m compileall services\n  validate:\n    runs-on: ubuntu-24.04\n    steps:\n`,
    ],
  ]),
  slip({ name: 'An artifact is handed on by an action that no longer works', caughtBy: 'workflow-parts-served' }, [
    [
      CI,
      '      - uses: github/codeql-action/upload-sarif',
      '      - uses: actions/upload-artifact@v3\n        with: { name: trivy, path: trivy.sarif }\n      - uses: github/codeql-action/upload-sarif',
    ],
  ]),
  slip({ name: 'An output is written with a command that was switched off', caughtBy: 'workflow-parts-served' }, [
    [CI, 'run: echo "short=main-${GITHUB_SHA::7}" >> "$GITHUB_OUTPUT"', 'run: echo "::set-output name=short::main-${GITHUB_SHA::7}"'],
  ]),
  slip({ name: 'A step reads the output of a step that has no id', caughtBy: 'workflow-references-exist' }, [
    [CI, '        id: tag\n', ''],
  ]),
  slip({ name: 'The two workflows log in with secrets of different names', caughtBy: 'workflow-secrets-agree', partly: true }, [
    [
      CD,
      '      - name: Commit\n',
      '      - uses: docker/login-action@343f7c4344506bcbf9b4de18042ae17996df046d\n        with: { username: acme, password: "${{ secrets.DOCKER_HUB_TOKEN }}" }\n      - name: Commit\n',
    ],
  ]),
];
