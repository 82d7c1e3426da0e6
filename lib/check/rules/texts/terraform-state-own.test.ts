import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { terraformStateOwn } from './terraform-state-own.ts';

const backend = (folder: string, kind: string, ...lines: readonly string[]) =>
  inFile(
    `${folder}/main.tf`,
    documentObject('TextFile', folder, {
      text: ['terraform {', `  backend "${kind}" {`, ...lines.map((line) => `    ${line}`), '  }', '}', ''].join('\n'),
    }),
  );
const BUCKET = 'bucket = "state"';

ruleCases(terraformStateOwn, {
  accepts: {
    'keys of their own': [backend('dev', 's3', BUCKET, 'key = "dev.tfstate"'), backend('prod', 's3', BUCKET, 'key = "prod.tfstate"')],
    'a key that is given when it is run': [backend('dev', 's3', BUCKET), backend('prod', 's3', BUCKET)],
    'files beside each': [backend('dev', 'local', 'path = "terraform.tfstate"'), backend('prod', 'local', 'path = "terraform.tfstate"')],
    'another bucket': [backend('dev', 'gcs', BUCKET, 'prefix = "k3s"'), backend('prod', 'gcs', 'bucket = "other"', 'prefix = "k3s"')],
  },
  refuses: {
    'a key that was copied': {
      given: [backend('dev', 's3', BUCKET, 'key = "terraform.tfstate"'), backend('prod', 's3', BUCKET, 'key    = "terraform.tfstate"')],
      says: [
        'the state is kept in s3 state/terraform.tfstate, where prod keeps its own, too',
        'the state is kept in s3 state/terraform.tfstate, where dev keeps its own, too',
      ],
      fix: 'Give each configuration a key of its own.',
    },
  },
});
