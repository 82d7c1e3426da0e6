import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { defineRule } from '../../rule.ts';

/** What is free of a whole: metrics of node_exporter and the kubelet. */
const FREE =
  /(?:node_filesystem_(?:avail|free)_bytes|node_filesystem_files_free|node_memory_Mem(?:Available|Free)_bytes|kubelet_volume_stats_(?:available_bytes|inodes_free)|windows_logical_disk_free_bytes)/;
const WHOLE =
  /(?:node_filesystem_size_bytes|node_filesystem_files\b|node_memory_MemTotal_bytes|kubelet_volume_stats_(?:capacity_bytes|inodes\b)|windows_logical_disk_size_bytes)/;

export const alertSense = defineRule({
  id: 'alert-sense',
  severity: 'error',
  kinds: QUERY_KINDS,
  asks: 'An alert on what is left fires when little is left, one on what is used when much is used.',
  source: 'https://github.com/prometheus/node_exporter/tree/master/docs/node-mixin; seed 002, section 10.4',
  *check(manifest, world) {
    for (const { name, path, written, kind } of queriesIn(world, manifest)) {
      if (kind !== 'alert') continue;
      const plain = written
        .replace(/\{[^}]*\}/g, '')
        .replace(/\b(?:on|ignoring|by|without|group_left|group_right)\s*\([^)]*\)/g, '')
        .replace(/\s+/g, ' ');
      // Several comparisons may mean a range.
      const compared = [...plain.matchAll(/([<>])=?\s*(?:bool\s*)?([\d.]+)/g)];
      const [only] = compared;
      if (compared.length !== 1 || only === undefined || !/\/[^/]*/.test(plain)) continue;
      const [left, right] = [plain.slice(0, plain.indexOf('/')), plain.slice(plain.indexOf('/') + 1)];
      if (!FREE.test(left) || !WHOLE.test(right)) continue;
      const used = /(?:\b1(?:00)?\s*-|SIZE\s*-)/.test(left) || WHOLE.test(left) || /\)\s*\*\s*-1/.test(right);
      const limit = Number(only[2]);
      const share = limit > 1 ? limit / 100 : limit;
      const [much, fires] = [share > 0.5, only[1] === '>'];
      // Whatever is compared with a half may be meant either way.
      if (share === 0.5 || share <= 0 || share >= 1) continue;
      const wrong = used ? !fires && !much : fires && much;
      if (!wrong) continue;
      yield {
        path,
        message: `${name} fires while ${used ? `less than ${only[2] ?? ''} is used` : `more than ${only[2] ?? ''} is free`} (${only[0]})`,
        why: 'It rings on the first day and is silenced; when the disk is really full, it is quiet.',
        fix: used
          ? `Write > ${limit > 1 ? 100 - limit : 1 - limit}, or compare what is free.`
          : `Write < ${limit > 1 ? 100 - limit : Number((1 - limit).toFixed(2))}, or compare 100 - … of what is free.`,
      };
    }
  },
});
