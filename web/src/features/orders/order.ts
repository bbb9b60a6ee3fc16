import type { components } from '#lib/api/schema.gen.ts';
import { roomWords } from '#lib/words/room.ts';

type Schemas = components['schemas'];

export type Order = Schemas['WorkOrder'];
export type OrderSummary = Schemas['WorkOrderSummary'];
export type OrderEvent = Schemas['WorkOrderEvent'];
export type OrderFile = Schemas['Attachment'];
export type Comment = Schemas['Comment'];
export type Labour = Schemas['LabourEntry'];
export type Cost = Schemas['CostEntry'];
export type Team = Schemas['Team'];
export type Checklist = Schemas['Checklist'];
export type Clocks = Schemas['WorkOrderClocks'];
export type Status = OrderSummary['status'];
export type Move = OrderSummary['allowedMoves'][number];

/** Everything that is not yet done with. */
export const OPEN: readonly Status[] = ['awaiting_approval', 'submitted', 'triaged', 'assigned', 'in_progress', 'on_hold'];

/** Whether somebody still has to do something to it. */
export const isOpen = (order: { status: Status }) => OPEN.includes(order.status);

/** Done, and fresh enough that "not fixed" opens the same request again. */
export const asksIfFixed = (order: OrderSummary) =>
  order.status === 'completed' && order.allowedMoves.some(({ action }) => action === 'confirm') && hasMove(order, 'not_fixed');

/** Whether the reader may do this now. */
export const hasMove = (order: OrderSummary, action: string) => order.allowedMoves.some((move) => move.action === action);

/** "Lincoln Elementary, 114 Science lab, by the window" */
export function placeWords(order: Pick<OrderSummary, 'site' | 'building' | 'room' | 'placeNote'>): string {
  return [order.site.name, roomWords(order) ?? order.building?.name, order.placeNote].filter(Boolean).join(', ');
}
