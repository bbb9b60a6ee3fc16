/** Where this tab keeps what was chosen last. */
export const RECENT = 'steward.palette';

/** Whoever comes next in this tab learns nothing of it. */
export const forgetRecent = () => sessionStorage.removeItem(RECENT);
