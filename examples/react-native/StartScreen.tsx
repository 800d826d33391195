import { useState } from "react";
import type { ChatDetailsInput } from "amazon-connect-chatjs";
import { Button, Text, TextInput, View } from "react-native";
import { startChat } from "./backend";

export function StartScreen({ started }: { readonly started: (chatDetails: ChatDetailsInput) => void }) {
  const [name, setName] = useState("");
  const [problem, setProblem] = useState("");
  const start = () => {
    startChat(name).then(started, () => setProblem("The chat could not be started."));
  };
  return (
    <View>
      <TextInput accessibilityLabel="Your name" placeholder="Your name" value={name} onChangeText={setName} />
      <Button title="Start chat" disabled={name === ""} onPress={start} />
      <Text accessibilityLiveRegion="polite">{problem}</Text>
    </View>
  );
}
