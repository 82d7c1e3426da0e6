import type { Board } from './board.ts';
import { mysqlBoard } from './mysql.ts';
import { nginxBoard } from './nginx.ts';
import { systemHealth } from './system-health.ts';
import { wasBoard } from './was.ts';

/** The four dashboards (seed 002, Grafana). Building them takes the library, so synthesis reads what `npm run dashboards` wrote. */
export const BOARDS: readonly Board[] = [systemHealth, nginxBoard, mysqlBoard, wasBoard];
