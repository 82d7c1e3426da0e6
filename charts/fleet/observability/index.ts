import type { Area } from '../area.ts';

export const OBSERVABILITY: Area = {
  applications() {},
  objects() {},
};
