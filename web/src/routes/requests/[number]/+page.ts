/** What only desks and crews see, or who just sent an emergency, comes only to them: for everybody else the page stays light. */
export const load = async ({ data }) => ({
  ...data,
  Emergency: data.isSent && data.order.priority === 'P1' ? (await import('#lib/words/Emergency.svelte')).default : undefined,
  Closing: ['completed', 'closed'].includes(data.order.status) ? (await import('#features/orders/Closing.svelte')).default : undefined,
  CrewBox: data.order.crew ? (await import('#features/orders/CrewBox.svelte')).default : undefined,
  Steps: data.approvals.length ? (await import('#features/approvals/Steps.svelte')).default : undefined,
  Desk: data.desk ? (await import('#features/orders/Desk.svelte')).default : undefined,
  Checklist:
    data.checklist && (data.checklist.may.change || data.checklist.items.length)
      ? (await import('#features/orders/Checklist.svelte')).default
      : undefined,
  MacroPicker: data.macros.length ? (await import('#lib/words/MacroPicker.svelte')).default : undefined,
  BuildingProblem: data.building ? (await import('#features/orders/BuildingProblem.svelte')).default : undefined,
  Work: data.work ? (await import('#features/orders/Work.svelte')).default : undefined,
});
