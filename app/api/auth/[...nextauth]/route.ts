export { consumeSignInLink as POST, refuseToLook as GET } from "@/lib/sessions/auth";
