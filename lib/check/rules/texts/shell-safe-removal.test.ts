import { documentObject } from '../../document.ts';
import { ruleCases } from '../../testing.ts';
import { shellSafeRemoval } from './shell-safe-removal.ts';

const script = (text: string) => documentObject('Script', 'clean', { text });

ruleCases(shellSafeRemoval, {
  accepts: {
    'a fixed folder': [script('rm -rf /backup/old')],
    'a variable that is checked': [script('rm -rf "${DIR:?}"/old'), script('set -eu\nrm -rf $DIR/old')],
    'a variable that the script sets': [script('DIR=/backup\nrm -rf "$DIR"/old'), script('TMP=$(mktemp -d)\nrm -rf $TMP')],
    'single files': [script('rm -f $FILE')],
  },
  refuses: {
    'a folder below a variable': {
      given: [script('cd /x\nrm -rf $BACKUP_DIR/*')],
      says: 'line 2: rm $BACKUP_DIR/* is rm /* when BACKUP_DIR is not set',
      fix: 'Write "${BACKUP_DIR:?}"/*, or begin the script with set -u.',
    },
    'quotes alone': { given: [script('rm -r "${DIR}"/data')], says: 'line 1: rm "${DIR}"/data is rm /data when DIR is not set' },
  },
});
