/** A change that concerns up to so many people beside those it names mails each; beyond, their open tabs alone learn of it. */
export const mostMailed = 25;
