import { useState } from "react";
import type { ChatDetailsInput } from "amazon-connect-chatjs";
import { Button, Text, TextInput, View } from "react-native";
import { startChat } from "./backend";

export function StartScreen({ started }: { readonly started: (chatDetails: ChatDetailsInput) => void }) {
  const [name, setName] = useState("");
  const [problem, setProblem] = useState("");
  const [isStarting, setStarting] = useState(false);
  const start = () => {
    setStarting(true);
    startChat(name).then(started, () => {
      setStarting(false);
      setProblem("The chat could not be started.");
    });
  };
  return (
    <View>
      <TextInput accessibilityLabel="Your name" placeholder="Your name" value={name} onChangeText={setName} />
      <Button title="Start chat" disabled={name === "" || isStarting} onPress={start} />
      <Text accessibilityLiveRegion="polite">{problem}</Text>
    </View>
  );
}
