import { BLOG } from './blog.ts';
import type { Mistake } from './mistake.ts';

const CHECKS = '.github/workflows/check.yml';

/** What people asked others about: the delivery of a blog. */
export const askedDeliveryBlog: readonly Mistake[] = [
  {
    name: 'A workflow is to check what another one pushes with the token of its run',
    caughtBy: 'workflow-token-starts',
    partly: true,
    tree: {
      ...BLOG,
      [CHECKS]: `name: Check manifests
on:
  push: { branches: [main], paths: ['services/**'] }
permissions: { contents: read }
jobs:
  check:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: kubectl apply --dry-run=client -R -f services/
`,
    },
    mended: { [CHECKS]: null },
  },
];
