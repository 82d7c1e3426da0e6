import type { Area } from '../area.ts';

export const BASE: Area = {
  applications() {},
  objects() {},
};
