import { fieldProblem, Problem } from '#kernel/problem.ts';

export const subscriptionNotFound = () => new Problem(404, 'capital.no_subscription', 'There is no such subscription, or it is not yours to see.');
export const packetNotFound = () => new Problem(404, 'capital.no_packet', 'There is no such board packet, or it is not yours to see.');
export const notYoursToSubscribe = () =>
  new Problem(403, 'capital.packet_not_yours', 'Finance of the whole district says who gets the board packet by mail; who gets it can end that.');
export const notAReader = () =>
  fieldProblem('capital.packet_not_a_reader', '/personId', 'Choose somebody who reads the capital plan: nobody else may get its packet.');
export const subscribedAlready = () =>
  fieldProblem('capital.packet_subscribed', '/personId', 'They get this packet already. Change when, or end it first.');
export const subscriptionChanged = (version: number) =>
  new Problem(412, 'capital.packet_changed', 'Somebody changed this subscription since you looked. Look again.', {
    current: { version },
    headers: { etag: `"${version}"` },
  });
export const subscriptionOver = () => new Problem(409, 'capital.packet_ended', 'This subscription has ended. Nothing was changed.');
